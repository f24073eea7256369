//! Numbers, texts, words, values.
//!
//! Floor 3.

use sqlparser::ast;

use crate::owned_sql::signs;
use crate::owned_sql::tree::Expr;

pub(super) fn literal(value: &ast::ValueWithSpan) -> Result<Expr, String> {
    let ast::ValueWithSpan { value, span: _ } = value;
    match value {
        ast::Value::Number(digits, false) => number(digits),
        ast::Value::SingleQuotedString(text) => {
            signs::text_is_plain(text)?;
            Ok(Expr::Text(text.clone()))
        }
        ast::Value::Boolean(true) => Ok(Expr::Word("TRUE")),
        ast::Value::Boolean(false) => Ok(Expr::Word("FALSE")),
        ast::Value::Null => Ok(Expr::Word("NULL")),
        ast::Value::Placeholder(name) => signs::placeholder(name).map(Expr::Value),
        other => {
            Err(format!("`{other}` is no literal that both engines read alike; pass it as a value, `$1`"))
        }
    }
}

/// `12` within 64 bits, `1.5`, `2e3`.
fn number(text: &str) -> Result<Expr, String> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    if digits(text) {
        return match text.parse::<i64>() {
            Ok(_) => Ok(Expr::Number(text.to_owned())),
            Err(_) => Err(format!("`{text}` does not fit 64 bits; pass it as a value, `$1`")),
        };
    }
    let (mantissa, exponent) =
        text.split_once(['e', 'E']).map_or((text, None), |(left, right)| (left, Some(right)));
    let (whole, part) =
        mantissa.split_once('.').map_or((mantissa, None), |(left, right)| (left, Some(right)));
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    if digits(whole) && part.is_none_or(digits) && exponent.is_none_or(|e| digits(e) && e.len() < 4) {
        Ok(Expr::Number(text.to_owned()))
    } else {
        Err(format!("`{text}` is no number that both engines read alike; write it like `12` or `0.5`"))
    }
}

/// `12`, where nothing else will do.
pub(super) fn whole_number(expr: &ast::Expr) -> Option<String> {
    match expr {
        ast::Expr::Value(value) => match literal(value) {
            Ok(Expr::Number(digits)) if digits.bytes().all(|digit| digit.is_ascii_digit()) => Some(digits),
            _ => None,
        },
        _ => None,
    }
}
