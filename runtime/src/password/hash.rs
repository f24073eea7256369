//! A hashed password, as it is kept.
//!
//! Floor 4.

use std::fmt;

use argon2::password_hash::phc;
use argon2::{Algorithm, Block, Params};

use super::cost::PasswordCost;
use crate::database::kept_text;
use crate::refusal::Refusal;

/// A password, hashed: the only form in which one is kept.
///
/// It is a PHC string (`$argon2id$v=19$m=19456,t=2,p=1$…`), and the type of a column of text. It has no `Display`, no `==` and no
/// `Serialize`, and `Debug` shows nothing of it: who has it can guess the password at leisure. Only accounts make one, and only they compare it.
pub struct PasswordHash(String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// Bytes of salt, and of what is kept of the function's result.
const SALT: usize = 16;
const OUTPUT: usize = 32;

/// The memory that one thread hashes in, kept from one hash to the next.
pub(crate) type Memory = Vec<Block>;

/// What a comparison says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// Another password, or a hash that nothing matches.
    No,
    /// This password.
    Yes,
    /// This password, whose hash is to be made anew: it cost something else.
    YesAtAnotherCost,
}

impl PasswordHash {
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    pub(super) fn of_text(text: String) -> Self {
        Self(text)
    }

    /// Hashes a password, which takes long and blocks.
    pub(super) fn make(password: &[u8], cost: PasswordCost, memory: &mut Memory) -> Result<Self, Refusal> {
        let salt: [u8; SALT] = rand::random();
        let mut output = [0; OUTPUT];
        fill(cost, password, &salt, &mut output, memory)
            .ok_or_else(|| Refusal::internal("the password could not be hashed"))?;
        let cost = cost.function().ok_or_else(|| Refusal::internal("no such cost"))?;
        let text = phc::PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(0x13),
            params: phc::ParamsString::try_from(cost.params()).map_err(Refusal::internal)?,
            salt: Some(phc::Salt::new(&salt).map_err(Refusal::internal)?),
            hash: Some(phc::Output::new(&output).map_err(Refusal::internal)?),
        };
        Ok(Self(text.to_string()))
    }

    /// Whether it is one that a password can match; the log says where it is not.
    pub(super) fn is_one(&self) -> bool {
        let is_one = self.parts().is_some();
        if !is_one {
            tracing::error!(target: "portcullis::identity", "a stored password hash is not one of Argon2id; nothing matches it");
        }
        is_one
    }

    /// Whether it was made at this cost.
    pub(super) fn costs(&self, cost: PasswordCost) -> bool {
        self.parts().is_some_and(|(made_at, ..)| made_at == cost)
    }

    /// Compares, which takes long and blocks: as long for a wrong password as for the right one.
    pub(super) fn compare(&self, password: &[u8], cost: PasswordCost, memory: &mut Memory) -> Match {
        let Some((made_at, salt, kept)) = self.parts() else { return Match::No };
        let mut output = [0; OUTPUT];
        if fill(made_at, password, &salt, &mut output, memory).is_none()
            || aws_lc_rs::constant_time::verify_slices_are_equal(&output, &kept).is_err()
        {
            return Match::No;
        }
        if made_at == cost { Match::Yes } else { Match::YesAtAnotherCost }
    }

    /// What the hash cost, its salt, and what the function gave.
    fn parts(&self) -> Option<(PasswordCost, phc::Salt, [u8; OUTPUT])> {
        let hash = phc::PasswordHash::new(&self.0).ok()?;
        if hash.algorithm != Algorithm::Argon2id.ident() || hash.version != Some(0x13) {
            return None;
        }
        let cost = PasswordCost::of_stored(&Params::try_from(&hash).ok()?)?;
        Some((cost, hash.salt?, hash.hash?.as_bytes().try_into().ok()?))
    }
}

fn fill(
    cost: PasswordCost,
    password: &[u8],
    salt: &[u8],
    output: &mut [u8],
    memory: &mut Memory,
) -> Option<()> {
    let function = cost.function()?;
    let blocks = function.params().block_count();
    if memory.len() < blocks {
        memory.resize(blocks, Block::default());
    }
    let blocks = memory.get_mut(..blocks)?;
    function.hash_password_into_with_memory(password, salt, output, blocks).ok()
}

kept_text!(PasswordHash: Password);

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAPEST: PasswordCost = PasswordCost::argon2id(7_168, 5, 1);

    #[test]
    fn a_hash_matches_its_password_alone_and_tells_of_another_cost() {
        let mut memory = Memory::new();
        let hash = PasswordHash::make(b"correct horse", CHEAPEST, &mut memory).unwrap();
        assert!(hash.0.starts_with("$argon2id$v=19$m=7168,t=5,p=1$"), "{}", hash.0);
        assert_eq!(hash.compare(b"correct horse", CHEAPEST, &mut memory), Match::Yes);
        // Memory that another hash was made in says nothing.
        assert_eq!(hash.compare(b"correct horsf", CHEAPEST, &mut memory), Match::No);
        assert_eq!(hash.compare(b"", CHEAPEST, &mut memory), Match::No);
        let recommended = PasswordCost::RECOMMENDED;
        assert_eq!(hash.compare(b"correct horse", recommended, &mut memory), Match::YesAtAnotherCost);
        let again = PasswordHash::make(b"correct horse", CHEAPEST, &mut memory).unwrap();
        assert!(hash.0 != again.0, "each hash has a salt of its own");
        assert_eq!(format!("{hash:?}"), "PasswordHash(…)");
    }

    #[test]
    fn what_is_no_hash_matches_nothing() {
        let mut memory = Memory::new();
        for text in [
            "",
            "correct horse",
            "$argon2id$v=19$m=7168,t=5,p=1$",
            "$argon2i$v=19$m=7168,t=5,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
            "$argon2id$v=16$m=7168,t=5,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
            "$argon2id$v=19$m=4294967295,t=4294967295,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
            "$2b$12$KIXQf0Jc0dVqk0V9rJ1b8e8N6J8mN0b0XK0yK1cQ0K0Q0K0Q0K0Q0",
        ] {
            assert_eq!(
                PasswordHash(text.to_owned()).compare(b"correct horse", CHEAPEST, &mut memory),
                Match::No,
                "{text}"
            );
        }
    }
}
