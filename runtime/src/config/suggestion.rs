//! What to say about a word that isn't known.

/// That `word` isn't one of `known`, with the nearest one that is.
pub(super) fn unknown(word: &str, known: &[&str]) -> String {
    let hint = nearest(word, known).map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
    let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    format!("{hint} (known: {})", known.join(", "))
}

/// The known word that a slip of the finger or two turns into `word`.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let allowed = if word.chars().count() < 5 { 1 } else { 2 };
    let distances = known.iter().map(|candidate| (distance(word, candidate), *candidate));
    let near = distances.filter(|(distance, _)| *distance <= allowed);
    near.min_by_key(|(distance, _)| *distance).map(|(_, near)| near)
}

/// How many characters to insert, remove or replace to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (line, left) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (at, right) in to.chars().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[to.chars().count()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances_count_edits() {
        for (from, to, edits) in
            [("", "name", 4), ("name", "name", 0), ("nmae", "name", 2), ("limits", "limit", 1)]
        {
            assert_eq!(distance(from, to), edits, "{from} {to}");
        }
    }

    #[test]
    fn only_near_words_are_suggested() {
        assert_eq!(nearest("lables", &["prefix", "labels"]), Some("labels"));
        assert_eq!(nearest("enable", &["enabled", "buckets"]), Some("enabled"));
        assert_eq!(nearest("level", &["prefix", "labels"]), None);
    }
}
