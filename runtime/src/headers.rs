//! The headers that every response carries, whatever answered: a handler, a refusal, a path that nothing serves.
//!
//! Floor 3. OWASP Secure Headers Project; OWASP ASVS 5.0, 3.4. They are made once, when the app starts.

use std::time::Duration;

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS, X_DNS_PREFETCH_CONTROL, X_FRAME_OPTIONS,
};

use crate::origins::Origins;

/// Two years, as the list of browsers that always use TLS asks for one at least.
const TWO_YEARS: Duration = Duration::from_secs(63_072_000);

/// What no page here uses unless it is said: the features that browsers ask a policy for.
const FEATURES: &[&str] = &[
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "cross-origin-isolated",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "interest-cohort",
    "keyboard-map",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "sync-xhr",
    "unload",
    "usb",
    "web-share",
    "xr-spatial-tracking",
];

/// Who may put a page into a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Framing {
    /// Nobody.
    #[default]
    Denied,
    /// Pages of the same origin.
    SameOrigin,
}

/// Whose pages may load what is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Loading {
    /// Those of the same origin.
    #[default]
    SameOrigin,
    /// Those of the same site.
    SameSite,
    /// Everybody's: for files that are made to be embedded.
    CrossOrigin,
}

/// What another site learns of where its visitor comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Referring {
    /// Nothing.
    #[default]
    Nothing,
    /// Within the origin the whole address, elsewhere nothing.
    SameOrigin,
    /// Within the origin the whole address, elsewhere the origin, and nothing on the way down from TLS.
    OriginElsewhere,
}

/// The headers of every response: by default the strictest of the OWASP Secure Headers Project, for an API whose answers are no pages.
///
/// What is loosened has a reason, which the route table lists.
///
/// ```
/// use portcullis::prelude::*;
/// use portcullis::{Loading, SecurityHeaders};
///
/// let headers = SecurityHeaders::strict().loading(Loading::SameSite, "the shop's own pages are on www");
/// let app = App::new(Environment::Development).headers(headers);
/// ```
#[derive(Debug, Clone)]
pub struct SecurityHeaders {
    transport: Duration,
    framing: Framing,
    loading: Loading,
    referring: Referring,
    allowed: Vec<&'static str>,
    loosened: Vec<(&'static str, &'static str)>,
}

impl Default for SecurityHeaders {
    fn default() -> Self {
        Self::strict()
    }
}

impl SecurityHeaders {
    /// The strictest.
    pub fn strict() -> Self {
        Self {
            transport: TWO_YEARS,
            framing: Framing::Denied,
            loading: Loading::SameOrigin,
            referring: Referring::Nothing,
            allowed: Vec::new(),
            loosened: Vec::new(),
        }
    }

    /// Browsers use TLS for so long after each answer (`Strict-Transport-Security`), instead of two years: for a service that moves to TLS.
    #[must_use]
    pub fn transport(mut self, lasting: Duration, reason: &'static str) -> Self {
        self.transport = lasting;
        self.loosened("Strict-Transport-Security", reason)
    }

    /// Who may frame pages (`X-Frame-Options`, `frame-ancestors`).
    #[must_use]
    pub fn framing(mut self, framing: Framing, reason: &'static str) -> Self {
        self.framing = framing;
        self.loosened("X-Frame-Options", reason)
    }

    /// Whose pages may load answers (`Cross-Origin-Resource-Policy`).
    #[must_use]
    pub fn loading(mut self, loading: Loading, reason: &'static str) -> Self {
        self.loading = loading;
        self.loosened("Cross-Origin-Resource-Policy", reason)
    }

    /// What other sites learn (`Referrer-Policy`).
    #[must_use]
    pub fn referring(mut self, referring: Referring, reason: &'static str) -> Self {
        self.referring = referring;
        self.loosened("Referrer-Policy", reason)
    }

    /// Pages of this origin may use a feature of browsers (`Permissions-Policy`), by its name there, such as `camera`.
    #[must_use]
    pub fn feature(mut self, feature: &'static str, reason: &'static str) -> Self {
        self.allowed.push(feature);
        self.loosened("Permissions-Policy", reason)
    }

    fn loosened(mut self, header: &'static str, reason: &'static str) -> Self {
        self.loosened.push((header, reason));
        self
    }

    /// What was loosened, and why.
    pub(crate) fn reasons(&self) -> &[(&'static str, &'static str)] {
        &self.loosened
    }

    /// Whether pages of the own origin may frame pages.
    pub(crate) fn framed_by_own(&self) -> bool {
        self.framing == Framing::SameOrigin
    }

    /// What is wrong, in words.
    pub(crate) fn faults(&self) -> Vec<String> {
        let unreasoned = self.loosened.iter().filter(|(_, reason)| reason.split_whitespace().count() < 2);
        let unreasoned = unreasoned
            .map(|(header, _)| format!("the header {header} is loosened without a reason in words"));
        let unknown = self.allowed.iter().filter(|feature| !FEATURES.contains(feature));
        let unknown = unknown.map(|feature| {
            format!(
                "`{feature}` is no feature that a Permissions-Policy names here; known are {}",
                FEATURES.join(", ")
            )
        });
        let short = (self.transport < Duration::from_secs(300))
            .then(|| "browsers would use TLS for less than five minutes; say longer, or nothing".to_owned());
        unreasoned.chain(unknown).chain(short).collect()
    }

    /// The headers, made once.
    pub(crate) fn build(&self, origins: &Origins) -> HeaderMap {
        let (frame, ancestors) = match self.framing {
            Framing::Denied => ("DENY", "'none'"),
            Framing::SameOrigin => ("SAMEORIGIN", "'self'"),
        };
        let loading = match self.loading {
            Loading::SameOrigin => "same-origin",
            Loading::SameSite => "same-site",
            Loading::CrossOrigin => "cross-origin",
        };
        let referring = match self.referring {
            Referring::Nothing => "no-referrer",
            Referring::SameOrigin => "same-origin",
            Referring::OriginElsewhere => "strict-origin-when-cross-origin",
        };
        let permission = |feature: &&str| {
            let whom = if self.allowed.contains(feature) { "self" } else { "" };
            format!("{feature}=({whom})")
        };
        let permissions: Vec<String> = FEATURES.iter().map(permission).collect();
        let transport = format!("max-age={}; includeSubDomains", self.transport.as_secs());
        // An answer of an API is no page: nothing in it is loaded, run, sent or framed.
        let content = format!(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}; sandbox"
        );
        let name = HeaderName::from_static;
        let mut headers = HeaderMap::with_capacity(24);
        for (header, value) in [
            (CACHE_CONTROL, "no-store"),
            (CONTENT_SECURITY_POLICY, &content),
            (name("cross-origin-embedder-policy"), "require-corp"),
            (name("cross-origin-opener-policy"), "same-origin"),
            (name("cross-origin-resource-policy"), loading),
            (name("permissions-policy"), &permissions.join(", ")),
            (REFERRER_POLICY, referring),
            (STRICT_TRANSPORT_SECURITY, &transport),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (X_DNS_PREFETCH_CONTROL, "off"),
            (X_FRAME_OPTIONS, frame),
            (name("x-permitted-cross-domain-policies"), "none"),
        ] {
            // All are visible ASCII.
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(header, value);
            }
        }
        if !origins.is_empty() {
            // Whether the answer may be read differs by who asks, and caches must know.
            headers.insert(VARY, HeaderValue::from_static("origin"));
        }
        headers
    }
}
