//! Makes keys that sign.
//!
//! Floor 3.

use std::path::Path;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::Ed25519KeyPair;

use super::key::KeyFault;
use super::pem;
use super::ring::KeyRing;
use crate::key_files::make_file;

impl KeyRing {
    /// Makes an Ed25519 key in this folder and gives its id: the day, and a number from 1 to 9. A ring that is read from the folder signs
    /// with it from its next reading on, where no other name sorts after it.
    ///
    /// The file can be read by its owner alone, and so can the folder where it is made anew. No file is ever written over, and no half of a key is
    /// ever seen under its name.
    ///
    /// # Errors
    /// The folder cannot be written, or nine keys were made in it today.
    pub fn make_key(folder: impl AsRef<Path>) -> Result<String, KeyFault> {
        let folder = folder.as_ref();
        let key = Ed25519KeyPair::generate_pkcs8v1(&SystemRandom::new()).map_err(|_| {
            let error = std::io::Error::other("the machine gives no random numbers");
            KeyFault::NotMade(folder.display().to_string(), error)
        })?;
        Ok(make_file(folder, pem::private(key.as_ref()).as_bytes(), "pem", &["pem", "hs256"])?)
    }
}
