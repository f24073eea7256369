//! What one guess at a password costs.
//!
//! Floor 4.

use argon2::{Algorithm, Argon2, Params, Version};

/// What the hash of a password costs: Argon2id (RFC 9106) with so much memory, so many passes, so many lanes.
///
/// The default is 19 MiB, 2 passes, 1 lane. The OWASP Password Storage Cheat Sheet takes for equally strong 46 MiB and 1 pass, 12 MiB and 3,
/// 9 MiB and 4, 7 MiB and 5; anything weaker than all of these is refused. A hash keeps what it cost, and is made anew at the
/// next login after the cost has changed.
///
/// ```
/// # use portcullis::PasswordCost;
/// const COST: PasswordCost = PasswordCost::argon2id(46 * 1024, 1, 1);
/// ```
///
/// ```compile_fail
/// # use portcullis::PasswordCost;
/// const WEAK: PasswordCost = PasswordCost::argon2id(4 * 1024, 1, 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// The operator's numbers are weaker than what OWASP recommends, or more than a server can bear.
#[derive(Debug, thiserror::Error)]
#[error(
    "the cost of passwords is m={memory_kib} KiB, t={passes}, p={lanes}; take at least 47104/1, 19456/2, 12288/3, 9216/4 or 7168/5 of m/t \
     with p from 1 to 16, and at most 1 GiB and 64 passes"
)]
pub struct CostFault {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// Memory in KiB and passes of what OWASP takes for equally strong.
const ROWS: [(u32, u32); 5] = [(47_104, 1), (19_456, 2), (12_288, 3), (9_216, 4), (7_168, 5)];

/// The most memory, in KiB, and the most passes: also what a stored hash may ask for.
const MOST_MEMORY: u32 = 1_048_576;
const MOST_PASSES: u32 = 64;
const MOST_LANES: u32 = 16;

impl Default for PasswordCost {
    fn default() -> Self {
        Self::RECOMMENDED
    }
}

impl PasswordCost {
    /// 19 MiB, 2 passes, 1 lane.
    pub const RECOMMENDED: Self = Self { memory_kib: 19_456, passes: 2, lanes: 1 };

    /// A cost that is fixed when the program is compiled: memory in KiB, passes, lanes.
    ///
    /// # Panics
    /// It is weaker than every row that OWASP recommends, or above 1 GiB, 64 passes or 16 lanes; as a constant it then does not compile. For numbers
    /// of the operator there is [`PasswordCost::checked`].
    pub const fn argon2id(memory_kib: u32, passes: u32, lanes: u32) -> Self {
        assert!(
            is_strong(memory_kib, passes) && is_bearable(memory_kib, passes, lanes),
            "secret: passwords hashed at this cost are too cheap to guess, or too dear to serve; take `PasswordCost::RECOMMENDED`, or at least \
             47104/1, 19456/2, 12288/3, 9216/4 or 7168/5 as KiB/passes, with 1 to 16 lanes, at most 1 GiB and 64 passes"
        );
        Self { memory_kib, passes, lanes }
    }

    /// A cost of the operator's: memory in KiB, passes, lanes.
    ///
    /// # Errors
    /// It is weaker than every row that OWASP recommends, or more than a server can bear.
    pub const fn checked(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, CostFault> {
        if is_strong(memory_kib, passes) && is_bearable(memory_kib, passes, lanes) {
            Ok(Self { memory_kib, passes, lanes })
        } else {
            Err(CostFault { memory_kib, passes, lanes })
        }
    }

    /// The cost of a hash that was stored, if a server can bear it: one that was made by something else may be weak.
    pub(super) fn of_stored(params: &Params) -> Option<Self> {
        let (memory_kib, passes, lanes) = (params.m_cost(), params.t_cost(), params.p_cost());
        is_bearable(memory_kib, passes, lanes).then_some(Self { memory_kib, passes, lanes })
    }

    /// The function at this cost.
    pub(super) fn function(self) -> Option<Argon2<'static>> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, None).ok()?;
        Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

const fn is_strong(memory_kib: u32, passes: u32) -> bool {
    let mut row = 0;
    while row < ROWS.len() {
        #[allow(
            clippy::indexing_slicing,
            reason = "a constant function has no iterators, and the index is below the length"
        )]
        let (least, turns) = ROWS[row];
        if memory_kib >= least && passes >= turns {
            return true;
        }
        row += 1;
    }
    false
}

const fn is_bearable(memory_kib: u32, passes: u32, lanes: u32) -> bool {
    memory_kib <= MOST_MEMORY && passes <= MOST_PASSES && 1 <= lanes && lanes <= MOST_LANES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_owasp_recommends_and_more_is_taken() {
        for (memory, passes) in ROWS {
            assert!(PasswordCost::checked(memory, passes, 1).is_ok(), "{memory} {passes}");
            assert!(PasswordCost::checked(memory - 1, passes, 1).is_err(), "{memory} {passes}");
            assert!(PasswordCost::checked(memory * 2, passes + 1, 4).is_ok(), "{memory} {passes}");
        }
        for (memory, passes, lanes) in [
            (0, 0, 0),
            (7_168, 4, 1),
            (u32::MAX, u32::MAX, u32::MAX),
            (19_456, 2, 0),
            (19_456, 65, 1),
            (8, 1_000, 1),
        ] {
            let fault = PasswordCost::checked(memory, passes, lanes).unwrap_err().to_string();
            assert!(fault.contains("19456/2"), "{fault}");
        }
    }
}
