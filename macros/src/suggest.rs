//! What to say about a word that isn't known.

use proc_macro2::Ident;
use syn::ext::IdentExt;

use crate::diag::Diagnostics;

/// Reports an argument that isn't one of `known`, with the nearest one that is.
pub(crate) fn unknown(key: &Ident, known: &[&str], diag: &mut Diagnostics) {
    unknown_word("argument", key, known, diag);
}

/// The same of a rule.
pub(crate) fn unknown_rule(rule: &Ident, known: &[&str], diag: &mut Diagnostics) {
    unknown_word("rule", rule, known, diag);
}

fn unknown_word(what: &str, key: &Ident, known: &[&str], diag: &mut Diagnostics) {
    let word = key.unraw().to_string();
    let hint = nearest(&word, known).map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
    diag.error(key, format_args!("unknown {what} `{word}`{hint} (known: {})", list(known)));
}

/// The words in backticks, with commas.
pub(crate) fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The known word that a slip of the finger or two turns into `word`.
pub(crate) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let allowed = if word.chars().count() < 5 { 1 } else { 2 };
    let distances = known.iter().map(|candidate| (distance(word, candidate), *candidate));
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
        let mut next = vec![line + 1];
        let mut before = line + 1;
        for (right, pair) in to.chars().zip(row.windows(2)) {
            let [diagonal, above] = pair else { continue };
            let replaced = diagonal + usize::from(left != right);
            before = replaced.min(above + 1).min(before + 1);
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances_count_edits() {
        assert_eq!(distance("", "name"), 4);
        assert_eq!(distance("name", "name"), 0);
        assert_eq!(distance("nmae", "name"), 2);
        assert_eq!(distance("bucket", "buckets"), 1);
    }

    #[test]
    fn only_near_words_are_suggested() {
        assert_eq!(nearest("lables", &["name", "labels"]), Some("labels"));
        assert_eq!(nearest("nmae", &["help", "name"]), Some("name"));
        assert_eq!(nearest("level", &["name", "help"]), None);
    }
}
