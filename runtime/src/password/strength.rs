//! Which passwords are taken.
//!
//! Floor 4. Length and guessability alone, and no rules of composition (OWASP ASVS 5.0, 6.2.1 to 6.2.12).

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use icu_normalizer::ComposingNormalizer;
use zeroize::Zeroizing;
use zxcvbn::{Score, zxcvbn};

use crate::refusal::FieldFault;
use crate::secret::{Secret, SecretFault};

/// The fewest and the most code points of a password.
const SHORTEST: usize = 12;
const LONGEST: usize = 128;
/// What is estimated of a long password. The time grows faster than the length, and many times faster where every letter may stand for another:
/// `4@8({[<369!1|70$5+%2`, repeated to 64, takes as long as ten hashes, and whoever registers with it holds a thread that others sign in by.
const ESTIMATED: usize = 32;
/// The largest file of passwords that are not taken.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// An app's own rule: gives the name of the rule that a password breaks.
type Hook = Arc<dyn Fn(&str) -> Result<(), &'static str> + Send + Sync>;

/// What is asked of a new password.
#[derive(Default)]
pub(crate) struct Strength {
    blocked: HashSet<Box<str>>,
    hook: Option<Hook>,
}

/// One text for one password, however it was typed: NFKC, as NIST SP 800-63B has it.
pub(crate) fn normalized(password: &Secret<String>) -> Zeroizing<String> {
    Zeroizing::new(ComposingNormalizer::new_nfkc().normalize(password.reveal()).into_owned())
}

impl Strength {
    /// With passwords of the operator's that are not taken: a file with one on each line, compared without case.
    ///
    /// # Errors
    /// The file cannot be read, is not UTF-8, or is above 64 MiB.
    pub(crate) fn block(&mut self, path: &Path) -> Result<(), SecretFault> {
        let place = || path.display().to_string();
        let unreadable = |error| SecretFault::Unreadable(place(), error);
        if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST_FILE {
            return Err(unreadable(std::io::Error::other("it is above 64 MiB")));
        }
        let text = std::fs::read(path).map_err(unreadable)?;
        let text = String::from_utf8(text).map_err(|_| SecretFault::NotText(place()))?;
        let nfkc = ComposingNormalizer::new_nfkc();
        let lines = text.lines().map(|line| nfkc.normalize(line.trim_end_matches('\r')).to_lowercase());
        self.blocked.extend(lines.filter(|line| !line.is_empty()).map(String::into_boxed_str));
        Ok(())
    }

    pub(crate) fn hook(&mut self, hook: Hook) {
        self.hook = Some(hook);
    }

    /// Whether a normalized password is taken; what is wrong with it, where it is not. Blocks for a millisecond, and at worst for as long as
    /// a few hashes.
    pub(crate) fn judge(&self, password: &str, words: &[String]) -> Result<(), FieldFault> {
        let fault = |rule| FieldFault::new("password", rule);
        let length = password.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            let mut fault = fault("length");
            fault.limits = vec![("min", SHORTEST.into()), ("max", LONGEST.into())];
            return Err(fault);
        }
        let folded = Zeroizing::new(password.to_lowercase());
        if self.blocked.contains(folded.as_str()) {
            return Err(fault("common"));
        }
        if words.iter().any(|word| word.chars().count() >= 4 && *folded == word.to_lowercase()) {
            return Err(fault("guessable"));
        }
        let estimated: Zeroizing<String> = Zeroizing::new(password.chars().take(ESTIMATED).collect());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if zxcvbn(&estimated, &words).score() < Score::Three {
            return Err(fault("guessable"));
        }
        self.hook.as_ref().map_or(Ok(()), |hook| hook(password).map_err(fault))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(password: &str, words: &[&str]) -> Option<&'static str> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Strength::default().judge(password, &words).err().map(|fault| fault.rule)
    }

    #[test]
    fn length_is_counted_in_code_points() {
        assert_eq!(rule("", &[]), Some("length"));
        assert_eq!(rule("zq7hx2mfu4t", &[]), Some("length"));
        assert_eq!(rule("zq7hx2mfu4tw", &[]), None);
        // Twelve code points of three bytes each.
        assert_eq!(rule("鍵山雛河城荷取射命丸文稗", &[]), None);
        let long: String = (0..128).map(|at| char::from(b'!' + (at * 37 % 90) as u8)).collect();
        assert_eq!(rule(&long, &[]), None);
        assert_eq!(rule(&format!("{long}x"), &[]), Some("length"));
    }

    #[test]
    fn what_can_be_guessed_is_refused() {
        for password in
            ["passwordpassword", "aaaaaaaaaaaaaaaa", "123456789012345", "qwertyuiopasdf", "iloveyouiloveyou"]
        {
            assert_eq!(rule(password, &[]), Some("guessable"), "{password}");
        }
        assert_eq!(rule("alice.wonder1965", &["alice.wonder", "example"]), Some("guessable"));
        assert_eq!(rule("alicewonderland@", &["alicewonderland@"]), Some("guessable"));
        assert_eq!(rule("correct horse battery staple", &[]), None);
    }

    #[test]
    fn the_operators_list_and_the_apps_rule_are_asked() {
        let path = std::env::temp_dir().join(format!("portcullis-blocked-{}", std::process::id()));
        std::fs::write(&path, "Our Company Motto 2026\r\n\nzq7hx2mfu4tw\n").unwrap();
        let mut strength = Strength::default();
        strength.block(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let rule =
            |strength: &Strength, password: &str| strength.judge(password, &[]).err().map(|fault| fault.rule);
        assert_eq!(rule(&strength, "our company motto 2026"), Some("common"));
        assert_eq!(rule(&strength, "ZQ7HX2MFU4TW"), Some("common"));
        assert_eq!(rule(&strength, "zq7hx2mfu4tv"), None);
        assert!(strength.block(Path::new("/nowhere/at/all")).is_err());
        strength.hook(Arc::new(|password| if password.contains('4') { Err("no_fours") } else { Ok(()) }));
        assert_eq!(rule(&strength, "zq7hx2mfu4tv"), Some("no_fours"));
    }
}
