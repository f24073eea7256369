//! "Did you mean …": the nearest known word.
//!
//! Floor 0.

/// The known word that is at most two edits from `written`, if one is; the nearest of them.
///
/// An edit inserts, removes, replaces or swaps neighbouring letters. Words of three letters or fewer must
/// be within one edit, so that help is not a guess.
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if written.len() > 40 {
        return None;
    }
    let allowed = if written.chars().count() <= 3 { 1 } else { 2 };
    known
        .into_iter()
        .map(|word| (distance(written, word), word))
        .filter(|(edits, _)| *edits <= allowed)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, word)| word)
}

/// Optimal string alignment distance, over three rolling rows.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut last = None;
    for (row, letter) in left.chars().enumerate() {
        let mut current = vec![row + 1];
        let mut last_right = None;
        for (column, &other) in right.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&above, column) + usize::from(letter != other))
                .min(at(&above, column + 1) + 1)
                .min(at(&current, column) + 1);
            if column > 0 && last == Some(other) && last_right == Some(letter) {
                best = best.min(at(&before, column - 1) + 1);
            }
            current.push(best);
            last_right = Some(other);
        }
        before = std::mem::replace(&mut above, current);
        last = Some(letter);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_four_edits() {
        for (left, right, edits) in [
            ("role", "role", 0),
            ("rolle", "role", 1),
            ("roe", "role", 1),
            ("rule", "role", 1),
            ("orle", "role", 1),
            ("amdin", "admin", 1),
            ("", "role", 4),
            ("role", "", 4),
        ] {
            assert_eq!(distance(left, right), edits, "{left} {right}");
        }
    }

    #[test]
    fn far_words_are_no_help() {
        assert_eq!(nearest("xyzzy", ["role", "rate"]), None);
        assert_eq!(nearest("pat", ["put", "post"]), Some("put"));
    }
}
