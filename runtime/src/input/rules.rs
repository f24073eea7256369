//! The rules of `#[validate(…)]`, judged by the `validator` crate and named in our words.
//!
//! Floor 10.

use validator::{ValidateEmail, ValidateLength, ValidateRange, ValidateUrl};

use super::bounded::Text;
use crate::secret::{Secret, SecretValue};

macro_rules! rules {
    ($($rule:ident by $judge:ident: $message:literal, $label:literal, $note:literal;
        $call:ident($($argument:ident: $type:ty),*) => |$value:ident| $passes:expr;)*) => {$(
        #[doc = $note]
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $rule {
            #[doc(hidden)]
            fn $call(&self, $($argument: $type),*) -> bool;
        }

        #[diagnostic::do_not_recommend]
        impl<T: $judge> $rule for T {
            fn $call(&self, $($argument: $type),*) -> bool {
                let $value = self;
                $passes
            }
        }

        /// Whether the value passes the rule of this name.
        pub fn $call<T: $rule>(value: &T, $($argument: $type),*) -> bool {
            value.$call($($argument),*)
        }
    )*};
}

type Most = Option<u64>;

/// What `ValidateLength` is for the lengths that are counted here.
trait Length: ValidateLength<u64> {}
impl<T: ValidateLength<u64>> Length for T {}

rules! {
    LengthRule by Length: "input: the rule `length` does not apply to `{Self}`", "has no length",
        "`length` judges text, lists and maps; for a number write `range(min = …, max = …)`";
        length(min: Most, max: Most, equal: Most) => |value| value.validate_length(min, max, equal);
    EmailRule by ValidateEmail: "input: the rule `email` does not apply to `{Self}`", "not text",
        "`email` judges text, or an `Option` of it";
        email() => |value| value.validate_email();
    UrlRule by ValidateUrl: "input: the rule `url` does not apply to `{Self}`", "not text",
        "`url` judges text, or an `Option` of it; it takes any scheme, so check the scheme too where it matters";
        url() => |value| value.validate_url();
}

/// The limits of `range`: `min`, `max`, `exclusive_min`, `exclusive_max`.
pub type Limits<L> = [Option<L>; 4];

/// `range` judges numbers by limits of their own type.
#[diagnostic::on_unimplemented(
    message = "input: the rule `range` with limits of `{L}` does not apply to `{Self}`",
    label = "not a number of the limits' type",
    note = "`range` judges numbers, or an `Option` of one; write the limits as the field's own type"
)]
pub trait RangeRule<L> {
    #[doc(hidden)]
    fn in_range(&self, limits: Limits<L>) -> bool;
}

#[diagnostic::do_not_recommend]
impl<L, T: ValidateRange<L>> RangeRule<L> for T {
    fn in_range(&self, limits: Limits<L>) -> bool {
        let [min, max, exclusive_min, exclusive_max] = limits;
        self.validate_range(min, max, exclusive_min, exclusive_max)
    }
}

/// Whether the value passes `range`. The limits come first, so that their type is known when the value's is judged.
pub fn in_range<L, T: RangeRule<L>>(limits: Limits<L>, value: &T) -> bool {
    value.in_range(limits)
}

/// `contains` and `does_not_contain` judge text, or an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "input: the rules `contains` and `does_not_contain` do not apply to `{Self}`",
    label = "not text",
    note = "they judge text, or an `Option` of it"
)]
pub trait TextRule {
    #[doc(hidden)]
    fn text(&self) -> Option<&str>;
}

impl TextRule for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<const MAX: usize> TextRule for Text<MAX> {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: TextRule> TextRule for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(TextRule::text)
    }
}

/// Whether the text has the pattern in it. What is absent passes.
pub fn contains<T: TextRule>(value: &T, pattern: &str) -> bool {
    value.text().is_none_or(|text| text.contains(pattern))
}

/// Whether the text is without the pattern. What is absent passes.
pub fn does_not_contain<T: TextRule>(value: &T, pattern: &str) -> bool {
    value.text().is_none_or(|text| !text.contains(pattern))
}

/// `must_match` judges what can be compared, and secrets in constant time.
#[diagnostic::on_unimplemented(
    message = "input: the rule `must_match` does not apply to `{Self}`",
    label = "cannot be compared",
    note = "it judges two fields of one type that has `==`, or two secrets"
)]
pub trait MatchRule {
    #[doc(hidden)]
    fn is_same(&self, other: &Self) -> bool;
}

#[diagnostic::do_not_recommend]
impl<T: PartialEq> MatchRule for T {
    fn is_same(&self, other: &Self) -> bool {
        self == other
    }
}

impl<T: SecretValue + AsRef<[u8]>> MatchRule for Secret<T> {
    fn is_same(&self, other: &Self) -> bool {
        self.matches(other)
    }
}

/// Whether two fields are the same.
pub fn must_match<T: MatchRule>(value: &T, other: &T) -> bool {
    value.is_same(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_passes() {
        let (absent, text) = (None::<String>, Some("a-b".to_owned()));
        assert!(contains(&absent, "-") && does_not_contain(&absent, "-"));
        assert!(contains(&text, "-") && !does_not_contain(&text, "-"));
        assert!(email(&absent) && url(&absent) && length(&absent, Some(1), None, None));
        assert!(in_range([Some(1), None, None, None], &None::<i64>));
    }

    #[test]
    fn ranges_and_lengths_have_their_edges() {
        assert!(
            in_range([Some(1), Some(1), None, None], &1_i64)
                && !in_range([None, None, Some(1), None], &1_i64)
        );
        assert!(
            !in_range([None, None, None, Some(1)], &1_i64) && !in_range([None, Some(1), None, None], &2_i64)
        );
        let text = "äöü".to_owned();
        assert!(length(&text, Some(3), Some(3), None) && length(&text, None, None, Some(3)));
        assert!(!length(&text, Some(4), None, None) && !length(&text, None, Some(2), None));
    }
}
