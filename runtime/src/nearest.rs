//! What somebody may have meant who wrote a word that isn't known; the macros say the same.

/// The known word that a slip of the finger or two turns into `word`.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = if word.chars().count() < 5 { 1 } else { 2 };
    let distances = known.into_iter().map(|candidate| (distance(word, candidate), candidate));
    distances
        .filter(|(distance, near)| *distance <= allowed || letters(near) == letters(word))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, near)| near)
}

/// What two words share where only the order is wrong.
fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
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
    fn distances_count_edits_in_characters() {
        for (from, to, edits) in [
            ("", "", 0),
            ("", "name", 4),
            ("name", "", 4),
            ("name", "name", 0),
            ("nmae", "name", 2),
            ("limits", "limit", 1),
            ("kitten", "sitting", 3),
            ("café", "cafe", 1),
        ] {
            assert_eq!(distance(from, to), edits, "{from} {to}");
        }
    }

    #[test]
    fn only_near_words_are_suggested() {
        assert_eq!(nearest("lables", ["prefix", "labels"]), Some("labels"));
        assert_eq!(nearest("enable", ["enabled", "buckets"]), Some("enabled"));
        assert_eq!(nearest("level", ["prefix", "labels"]), None);
    }

    #[test]
    fn a_word_whose_letters_are_only_in_the_wrong_order_is_near() {
        assert_eq!(nearest("nmae", ["help", "name"]), Some("name"));
        assert_eq!(nearest("total_orders", ["orders_total", "orders_tolal_x"]), Some("orders_total"));
    }
}
