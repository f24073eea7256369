//! Rule: a bound is a length, a number, a closed word or a type

use portcullis::prelude::*;
use portcullis_ui_tests::shop::*;

#[secure_input]
pub enum Colour {
    DarkRed,
    Blue,
}

#[secure_input]
pub struct Line {
    #[validate(length(max = 80))]
    name: String,
    #[validate(range(min = 1, max = 9))]
    count: u8,
}

#[secure_input]
#[serde(rename_all = "camelCase")]
pub struct Input {
    #[validate(length(max = 10))]
    line_items: Vec<Line>,
    colour: Option<Colour>,
    #[validate(length(max = 5))]
    tags: Vec<Text<20>>,
    #[validate(length(max = 5))]
    counts: std::collections::BTreeMap<Text<20>, i64>,
    #[validate(length(min = 2, max = 2), custom(function = upper))]
    country: String,
    at: [f64; 2],
}

fn upper(country: &str) -> Result<(), &'static str> {
    if country.chars().all(|letter| letter.is_ascii_uppercase()) { Ok(()) } else { Err("upper_case") }
}

#[secure_route(post = "/done", authenticated)]
pub async fn handler(input: Valid<Json<Input>>) -> Json<Done> {
    let lines: u32 = input.line_items.iter().map(|line| u32::from(line.count) + line.name.len() as u32).sum();
    let rest = input.tags.len() + input.counts.len() + input.country.len();
    let red = matches!(input.colour, Some(Colour::DarkRed));
    Json(Done { done: lines > 0 && rest > 0 && red && input.at[0] > 0.0 })
}
