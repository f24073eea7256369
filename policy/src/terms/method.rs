//! The five methods that a route may be on.
//!
//! Floor 1.

use std::fmt::{self, Display};

/// A method of RFC 9110 (PATCH: RFC 5789). HEAD and OPTIONS are answered by the framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Safe: reads only.
    Get,
    /// Changes state.
    Post,
    /// Changes state.
    Put,
    /// Changes state.
    Patch,
    /// Changes state.
    Delete,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// Whether the method promises to change nothing (RFC 9110, section 9.2.1).
    pub fn is_safe(self) -> bool {
        matches!(self, Self::Get)
    }

    /// Whether requests of this method carry a body that a handler may take.
    pub fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }
}

impl Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Put => "put",
            Self::Patch => "patch",
            Self::Delete => "delete",
        })
    }
}
