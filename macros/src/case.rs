//! Spellings of a Rust name as a label value.

use syn::LitStr;

use crate::{diag::Diagnostics, suggest};

/// How words are joined.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    Snake,
    Lower,
    Upper,
    Camel,
    Pascal,
    ScreamingSnake,
    Kebab,
}

/// Every case as users write it.
pub(crate) const NAMES: &[&str] = &[
    "snake_case",
    "lowercase",
    "UPPERCASE",
    "camelCase",
    "PascalCase",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
];

impl Case {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "snake_case" => Self::Snake,
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "camelCase" => Self::Camel,
            "PascalCase" => Self::Pascal,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            _ => return None,
        })
    }

    pub(crate) fn apply(self, pascal: &str) -> String {
        let words = words(pascal);
        let lower = || words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
        let upper = || words.iter().map(|word| word.to_uppercase()).collect::<Vec<_>>();
        match self {
            Self::Snake => lower().join("_"),
            Self::Lower => lower().concat(),
            Self::Upper => upper().concat(),
            Self::Camel => uncapitalized(&pascal_case(&words)),
            Self::Pascal => pascal_case(&words),
            Self::ScreamingSnake => upper().join("_"),
            Self::Kebab => lower().join("-"),
        }
    }
}

/// What `rename_all` says, which is one of the known cases.
pub(crate) fn written(rename_all: Option<&LitStr>, diag: &mut Diagnostics) -> Case {
    let Some(written) = rename_all else { return Case::Snake };
    let name = written.value();
    Case::named(&name).unwrap_or_else(|| {
        let hint = suggest::nearest(&name, NAMES).map(|near| format!(", did you mean `{near}`?"));
        let (hint, known) = (hint.unwrap_or_default(), suggest::list(NAMES));
        diag.error(written, format_args!("unknown case `{name}`{hint} (known: {known})"));
        Case::Snake
    })
}

/// `HTTPServer2Go` has the words `HTTP`, `Server2`, `Go`.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let followers = letters.iter().skip(1).map(Some).chain([None]);
    let mut words = vec![String::new()];
    let mut before = None;
    for (letter, next) in letters.iter().zip(followers) {
        let starts_word = letter.is_uppercase()
            && before.is_some_and(|before: char| {
                !before.is_uppercase() || next.is_some_and(|next| next.is_lowercase())
            });
        if starts_word || *letter == '_' {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut()
            && *letter != '_'
        {
            word.push(*letter);
        }
        before = Some(*letter);
    }
    words.retain(|word| !word.is_empty());
    words
}

fn pascal_case(words: &[String]) -> String {
    words.iter().map(|word| capitalized(word)).collect()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().to_lowercase().chars()).collect()
}

fn uncapitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::{Case, NAMES};

    #[test]
    fn every_case_is_applied() {
        let spellings: Vec<String> = NAMES
            .iter()
            .filter_map(|name| Case::named(name))
            .map(|case| case.apply("BankTransfer"))
            .collect();
        let expected = [
            "bank_transfer",
            "banktransfer",
            "BANKTRANSFER",
            "bankTransfer",
            "BankTransfer",
            "BANK_TRANSFER",
            "bank-transfer",
        ];
        assert_eq!(spellings, expected);
    }

    #[test]
    fn acronyms_and_digits_stay_together() {
        assert_eq!(Case::Snake.apply("HTTPServer"), "http_server");
        assert_eq!(Case::Snake.apply("Http2"), "http2");
        assert_eq!(Case::Snake.apply("A"), "a");
        assert_eq!(Case::Snake.apply("Old_Style"), "old_style");
        assert_eq!(Case::Camel.apply("HTTPServer"), "httpServer");
    }
}
