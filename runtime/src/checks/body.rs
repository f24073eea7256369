//! The body: read once, and with the fields that a quota counts by.
//!
//! Floor 11.

use super::Fault;
use crate::const_text::{ConstText, same};
use crate::route::InputShape;

impl Fault {
    /// Asks whether a quota can count by this field of the body.
    pub const fn of_counted(mut shapes: &[InputShape], field: &str) -> Self {
        let text = ConstText::new();
        let mut body = None;
        while let [shape, rest @ ..] = shapes {
            if !shape.known {
                return Self(text);
            }
            if shape.body {
                body = Some(shape.countable);
            }
            shapes = rest;
        }
        let text = text.text("rate: ");
        let Some(fields) = body else {
            return Self(
                text.text("no parameter reads the body, so there is no `")
                    .text(field)
                    .text("` to count by; take `Valid<Json<T>>`, or count by `ip` or `user`"),
            );
        };
        let mut rest = fields;
        while let [(name, countable), others @ ..] = rest {
            if same(name, field) {
                if *countable {
                    return Self(ConstText::new());
                }
                let text =
                    text.text("`").text(field).text("` of the body is no single word or number to count by");
                return Self(text.text("; count by a text, a whole number or a bool"));
            }
            rest = others;
        }
        let mut text = text.text("the body has no field `").text(field).text("`; ");
        if fields.is_empty() {
            return Self(text.text("take it as `Valid<Json<T>>` with the field in `T`"));
        }
        text = text.text("it has ");
        let mut rest = fields;
        let mut listed = 0;
        while let [(name, _), others @ ..] = rest {
            if listed == 5 {
                return Self(text.text(", …"));
            }
            if listed > 0 {
                text = text.text(", ");
            }
            text = text.text("`").text(name).text("`");
            listed += 1;
            rest = others;
        }
        Self(text)
    }
}

/// Whether at most one parameter reads the body.
pub const fn body_is_read_once(mut shapes: &[InputShape]) -> bool {
    let mut readers = 0;
    while let [shape, rest @ ..] = shapes {
        if shape.body {
            readers += 1;
        }
        shapes = rest;
    }
    readers <= 1
}
