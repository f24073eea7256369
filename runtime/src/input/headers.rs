//! Which headers a handler may read.
//!
//! Floor 10. OWASP ASVS 5.0, 4.1.3.

/// Whether two names are of one header: in any case, with `-` or `_`.
const fn same_header(left: &str, right: &str) -> bool {
    const fn folded(byte: u8) -> u8 {
        if byte == b'-' { b'_' } else { byte.to_ascii_lowercase() }
    }
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    loop {
        match (left, right) {
            ([], []) => return true,
            ([l, rest_left @ ..], [r, rest_right @ ..]) if folded(*l) == folded(*r) => {
                left = rest_left;
                right = rest_right;
            }
            _ => return false,
        }
    }
}

/// Whether a handler may read the header that the field of this name stands for. The credential is the gate's,
/// and who forwarded a request is for the configuration to say.
pub(crate) const fn header_is_vetted(field: &str) -> bool {
    const RESERVED: &[&str] = &[
        "authorization",
        "proxy-authorization",
        "cookie",
        "host",
        "forwarded",
        "via",
        "x-real-ip",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-rewrite-url",
        "x-http-method-override",
        "true-client-ip",
        "cf-connecting-ip",
        "fastly-client-ip",
        "fly-client-ip",
    ];
    /// What proxies and identity gateways put in front.
    const PREFIXES: &[&str] = &[
        "x-forwarded",
        "x-original",
        "x-envoy",
        "x-amzn-oidc",
        "x-goog",
        "cf-access",
        "x-auth",
        "x-webauth",
        "remote-",
        "x-ms-",
        "x-user",
        "x-consumer",
        "x-azure",
        "x-appengine",
        "tailscale-",
        "x-ssl",
        "x-client",
        "x-access",
        "x-session",
        "x-host",
        "x-method",
        "x-vault",
        "x-gitlab",
        "x-api-key",
    ];
    let (mut reserved, mut prefixes) = (RESERVED, PREFIXES);
    while let [name, rest @ ..] = reserved {
        if same_header(name, field) {
            return false;
        }
        reserved = rest;
    }
    while let [prefix, rest @ ..] = prefixes {
        if let Some((start, _)) = field.split_at_checked(prefix.len())
            && same_header(prefix, start)
        {
            return false;
        }
        prefixes = rest;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_headers_in_every_spelling() {
        for name in [
            "authorization",
            "Authorization",
            "X-Forwarded-For",
            "x_forwarded_for",
            "x-Forwarded_for",
            "COOKIE",
        ] {
            assert!(!header_is_vetted(name), "{name}");
        }
        assert!(header_is_vetted("if_match") && header_is_vetted("cookie_policy") && header_is_vetted(""));
    }
}
