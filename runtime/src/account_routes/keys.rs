//! The public keys by which others verify the tokens of accounts.
//!
//! Floor 13. RFC 7517.
