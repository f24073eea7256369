//! What the attribute gives a route, against what its parameters take.
//!
//! Floor 11.

use crate::route::{Capability, InputShape};

/// Whether a parameter takes the capability. A parameter that no route may take has an error of its own.
pub const fn is_taken(mut shapes: &[InputShape], capability: Capability) -> bool {
    while let [shape, rest @ ..] = shapes {
        match (shape.known, shape.capability) {
            (false, _) => return true,
            (true, Some(taken)) if taken as u8 == capability as u8 => return true,
            _ => {}
        }
        shapes = rest;
    }
    false
}
