//! Security events, over real sockets: which there are, what they say, and that nobody writes into them.

mod accounts;
mod detectors;
mod fields;
mod hostile;
