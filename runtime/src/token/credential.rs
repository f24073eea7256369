//! Where a credential stands in a request.
//!
//! Floor 3. A trait, so that cookies and API keys can stand beside the bearer token.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::refusal::Refusal;

/// What a request presents.
pub(crate) enum Presented<'r> {
    /// Nothing.
    Nothing,
    /// A token, not yet verified.
    Token(&'r str),
}

/// Finds a credential in the headers of a request. The query string is never looked at.
pub(crate) trait Credential: Send + Sync {
    /// What is presented, or the refusal of a malformed or doubled credential.
    fn present<'r>(&self, headers: &'r HeaderMap) -> Result<Presented<'r>, Refusal>;
}

/// `Authorization: Bearer …` of RFC 6750, section 2.1.
pub(crate) struct Bearer;

impl Bearer {
    /// A longer token is refused unread.
    const LONGEST: usize = 8 * 1024;
}

impl Credential for Bearer {
    fn present<'r>(&self, headers: &'r HeaderMap) -> Result<Presented<'r>, Refusal> {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        let Some(value) = values.next() else { return Ok(Presented::Nothing) };
        if values.next().is_some() {
            return Err(Refusal::BadCredential("two `Authorization` headers"));
        }
        if value.len() > Self::LONGEST {
            return Err(Refusal::BadCredential("the token is over 8 KiB"));
        }
        // The token is compared and decoded as a whole; here it only has to be text.
        let value = std::str::from_utf8(value.as_bytes()).map_err(|_| Refusal::BadCredential("not UTF-8"))?;
        let (scheme, token) = value.split_once(' ').ok_or(Refusal::BadCredential("no scheme and token"))?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Refusal::BadCredential("the scheme is not `Bearer`"));
        }
        Ok(Presented::Token(token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn present(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, value.parse().unwrap());
        }
        match Bearer.present(&headers) {
            Ok(Presented::Token(token)) => Some(token.to_owned()),
            _ => None,
        }
    }

    #[test]
    fn reads_one_bearer_token() {
        assert_eq!(present(&["Bearer abc"]).as_deref(), Some("abc"));
        assert_eq!(present(&["bearer abc"]).as_deref(), Some("abc"));
        let long = format!("Bearer {}", "a".repeat(9_000));
        for values in [&["Basic abc"][..], &["Bearer"], &["abc"], &["Bearer a", "Bearer a"], &[&long], &[]] {
            assert_eq!(present(values), None, "{values:?}");
        }
    }
}
