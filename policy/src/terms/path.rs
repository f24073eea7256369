//! The path of a route: `/orders/{order_id}`.
//!
//! Floor 1.

use std::fmt::{self, Display};

use super::name::Name;

/// One segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text that must stand there.
    Literal(String),
    /// `{order_id}`: one whole segment, given to the handler.
    Parameter(Name),
}

/// An absolute path without query, empty segment, dot segment, wildcard or trailing slash. `/` is the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(Vec<Segment>);

impl Path {
    /// Reads a whole text.
    ///
    /// # Errors
    /// What about the text is not a path.
    pub fn read(text: &str) -> Result<Self, String> {
        let Some(relative) = text.strip_prefix('/') else {
            return Err(format!("path `{text}` does not begin with `/`; write `/{text}`"));
        };
        if text.len() > 512 {
            return Err("a path has at most 512 characters".to_owned());
        }
        if relative.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let segments = relative.split('/').map(segment).collect::<Result<Vec<_>, _>>()?;
        let path = Self(segments);
        let mut seen: Vec<&Name> = Vec::new();
        for name in path.parameters() {
            if seen.contains(&name) {
                return Err(format!("path parameter `{{{name}}}` stands twice; give each its own name"));
            }
            seen.push(name);
        }
        Ok(path)
    }

    /// The names in braces, in their order.
    pub fn parameters(&self) -> impl Iterator<Item = &Name> {
        self.0.iter().filter_map(|segment| match segment {
            Segment::Parameter(name) => Some(name),
            Segment::Literal(_) => None,
        })
    }
}

fn segment(text: &str) -> Result<Segment, String> {
    if let Some(inner) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return match inner.strip_prefix('*') {
            Some(_) => {
                Err(format!("`{text}` would match several segments; write one `{{name}}` for each segment"))
            }
            None => Name::read(inner).map(Segment::Parameter),
        };
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()+,;=@".contains(&byte);
    match text {
        "" => Err("a path has no empty segment; remove the doubled or trailing `/`".to_owned()),
        "." | ".." => Err(format!("a path has no `{text}` segment; write the path that is meant")),
        _ if text.starts_with(':') || text.starts_with('*') => {
            let name = text.trim_start_matches([':', '*']);
            Err(format!("a path parameter stands in braces; write `{{{name}}}`"))
        }
        _ if text.contains(['{', '}']) => {
            Err(format!("a path parameter is one whole segment; `{text}` mixes braces and text"))
        }
        _ if text.bytes().all(plain) => Ok(Segment::Literal(text.to_owned())),
        _ => Err(format!("segment `{text}` has a character that a path segment cannot have")),
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("/");
        }
        for segment in &self.0 {
            match segment {
                Segment::Literal(text) => write!(f, "/{text}")?,
                Segment::Parameter(name) => write!(f, "/{{{name}}}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_paths_print_back() {
        for text in ["/", "/orders", "/orders/{order_id}", "/a/{b}/c/{d}", "/.well-known/jwks.json"] {
            assert_eq!(Path::read(text).map(|path| path.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn bad_paths_are_refused() {
        for text in [
            "", "orders", "//", "/orders/", "/a//b", "/..", "/a/./b", "/{*rest}", "/:id", "/a{b}", "/{a}b",
            "/{}", "/{A}", "/{a}/{a}", "/a?b", "/a#b", "/%2e", "/a b", "/ä", "/{a", "/a}",
        ] {
            assert!(Path::read(text).is_err(), "{text}");
        }
    }
}
