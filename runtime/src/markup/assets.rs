//! What of a page runs or is loaded, and the policy that its reply carries.
//!
//! Floor 9. Content Security Policy Level 3; OWASP ASVS 5.0, 3.4.3. The compiler puts it together, from the template and those of its parts: what is
//! not among it, no browser runs.

use std::marker::PhantomData;

use super::shown::Shown;
use crate::const_text::ConstText;

/// What a template brings, and its parts.
#[derive(Debug)]
pub struct Assets {
    /// Its scripts, by their hashes.
    pub scripts: &'static [&'static str],
    /// Its styles, by their hashes.
    pub styles: &'static [&'static str],
    /// Whether it loads scripts of the own origin.
    pub own_scripts: bool,
    /// Whether it loads styles of the own origin.
    pub own_styles: bool,
    /// Whether it loads sound or films of the own origin. Images it may always.
    pub media: bool,
    /// What its fields bring.
    pub parts: &'static [&'static Self],
}

/// The most that a policy may be long; servers refuse longer headers.
const MOST: usize = 4096;

/// The words of a policy.
pub(super) type Policy = ConstText<MOST>;

impl Assets {
    /// Nothing.
    pub const NONE: &'static Self =
        &Self { scripts: &[], styles: &[], own_scripts: false, own_styles: false, media: false, parts: &[] };

    /// Whether this or a part loads scripts, styles, media of the own origin, or brings scripts, styles.
    const fn any(&self) -> [bool; 5] {
        let mut any = [
            self.own_scripts,
            self.own_styles,
            self.media,
            !self.scripts.is_empty(),
            !self.styles.is_empty(),
        ];
        let mut parts = self.parts;
        while let [part, rest @ ..] = parts {
            let [own_scripts, own_styles, media, scripts, styles] = part.any();
            let [a, b, c, d, e] = any;
            any = [a || own_scripts, b || own_styles, c || media, d || scripts, e || styles];
            parts = rest;
        }
        any
    }

    /// The hashes of scripts or of styles, after a blank each.
    const fn hashes(&self, mut policy: Policy, of_scripts: bool) -> Policy {
        let mut hashes = if of_scripts { self.scripts } else { self.styles };
        while let [hash, rest @ ..] = hashes {
            policy = policy.text(" ").text(hash);
            hashes = rest;
        }
        let mut parts = self.parts;
        while let [part, rest @ ..] = parts {
            policy = part.hashes(policy, of_scripts);
            parts = rest;
        }
        policy
    }

    /// One directive, where there is something to allow.
    const fn code(
        &self,
        mut policy: Policy,
        name: &str,
        own: bool,
        inline: bool,
        of_scripts: bool,
    ) -> Policy {
        if own || inline {
            policy = policy.text("; ").text(name);
            if own {
                policy = policy.text(" 'self'");
            }
            policy = self.hashes(policy, of_scripts);
        }
        policy
    }

    /// The policy: nothing, but what the templates bring. Scripts may call the own origin; they may not turn text into code or markup.
    pub(super) const fn policy(&self, frame_ancestors: &str) -> Policy {
        let [own_scripts, own_styles, media, scripts, styles] = self.any();
        let mut policy = Policy::new().text("default-src 'none'");
        policy = self.code(policy, "script-src", own_scripts, scripts, true);
        policy = self.code(policy, "style-src", own_styles, styles, false);
        if own_scripts || scripts {
            policy = policy.text("; connect-src 'self'");
        }
        policy = policy.text("; img-src 'self'");
        if media {
            policy = policy.text("; media-src 'self'");
        }
        policy
            .text("; form-action 'self'; base-uri 'none'; frame-ancestors ")
            .text(frame_ancestors)
            .text("; require-trusted-types-for 'script'; trusted-types 'none'")
    }
}

/// Asks what a type brings, whether or not it may stand in a page: what may not has an error of its own.
#[derive(Debug)]
pub struct AssetsOf<T>(PhantomData<T>);

/// The answer for what may not.
pub trait NoAssets {
    /// Nothing.
    const ASSETS: &'static Assets = Assets::NONE;
}

impl<T> NoAssets for AssetsOf<T> {}

impl<T: Shown> AssetsOf<T> {
    /// What the type brings.
    pub const ASSETS: &'static Assets = T::ASSETS;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_what_is_brought_and_nothing_else() {
        const PART: &Assets = &Assets { scripts: &["'sha256-b'"], media: true, ..*Assets::NONE };
        const PAGE: Assets =
            Assets { scripts: &["'sha256-a'"], own_styles: true, parts: &[PART, PART], ..*Assets::NONE };
        const POLICY: Policy = PAGE.policy("'none'");
        assert_eq!(
            POLICY.as_str(),
            "default-src 'none'; script-src 'sha256-a' 'sha256-b' 'sha256-b'; style-src 'self'; connect-src 'self'; img-src 'self'; \
             media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
             trusted-types 'none'"
        );
        assert_eq!(
            Assets::NONE.policy("'self'").as_str(),
            "default-src 'none'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; \
             require-trusted-types-for 'script'; trusted-types 'none'"
        );
    }
}
