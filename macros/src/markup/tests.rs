//! The tokenizer and the templates: what is taken, and at which line what is refused.
//!
//! Floor 3.
