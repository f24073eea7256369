//! The path to an owner: `order.user_id`, or through parents, `item.order.user_id`.
//!
//! Floor 1.

use std::fmt::{self, Display};

use super::name::Name;

/// A parameter of the handler and the fields that lead from its row to the owner; at least one, at most 8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerPath {
    parameter: Name,
    fields: Vec<Name>,
}

impl OwnerPath {
    /// Reads a whole text.
    ///
    /// # Errors
    /// What about the text is not an owner path.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut names = text.split('.').map(Name::read);
        let parameter = names.next().unwrap_or_else(|| Name::read(""))?;
        let fields = names.collect::<Result<Vec<_>, _>>()?;
        match fields.len() {
            0 => Err(format!(
                "`{text}` names a parameter but no owner; write the column too, such as `{text}.user_id`"
            )),
            1..=8 => Ok(Self { parameter, fields }),
            _ => Err("an owner path goes through at most 8 fields".to_owned()),
        }
    }

    /// The parameter of the handler whose row is owned.
    pub fn parameter(&self) -> &Name {
        &self.parameter
    }

    /// The fields from the row to its owner.
    pub fn fields(&self) -> &[Name] {
        &self.fields
    }
}

impl Display for OwnerPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.parameter)?;
        self.fields.iter().try_for_each(|field| write!(f, ".{field}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_whole_paths_only() {
        for good in ["order.user_id", "item.order.user_id"] {
            assert_eq!(OwnerPath::read(good).map(|path| path.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "order", "order.", ".user_id", "order..x", "order.user_id == 1", "a.b.", "a.b,c.d"] {
            assert!(OwnerPath::read(bad).is_err(), "{bad}");
        }
    }
}
