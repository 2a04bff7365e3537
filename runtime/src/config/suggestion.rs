//! What to say about a word that isn't known.

use crate::nearest::nearest;

/// That `word` isn't one of `known`, with the nearest one that is.
pub(super) fn unknown(word: &str, known: &[&str]) -> String {
    let near = nearest(word, known.iter().copied());
    let hint = near.map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
    let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    format!("{hint} (known: {})", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::unknown;

    #[test]
    fn what_is_known_is_listed_behind_what_is_nearest() {
        assert_eq!(unknown("nmae", &["help", "name"]), ", did you mean `name`? (known: `help`, `name`)");
        assert_eq!(unknown("level", &["help", "name"]), " (known: `help`, `name`)");
    }
}
