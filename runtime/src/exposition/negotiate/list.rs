//! Lists of what a client takes, each element with parameters and a weight: the shape of `Accept` and of `Accept-Encoding`.

use std::borrow::Cow;

/// The weight of what is wanted most; zero is the weight of what is refused.
const MOST: u16 = 1000;

/// The elements of a list that can be read; the lines of a header that came in several are one list, joined by commas.
pub(super) fn elements(list: &str) -> impl Iterator<Item = Element<'_>> {
    split(list, b',').filter_map(Element::new)
}

/// One thing that a client takes, or refuses.
pub(super) struct Element<'a> {
    /// A media range or a coding.
    pub(super) name: &'a str,
    parameters: &'a str,
    /// In thousandths.
    pub(super) weight: u16,
}

impl<'a> Element<'a> {
    /// Nothing where the weight is none: whoever wrote `q=2` may have meant 0.2.
    fn new(text: &'a str) -> Option<Self> {
        let (name, parameters) = cut(text, b';');
        let element = Self { name: trimmed(name), parameters: parameters.unwrap_or_default(), weight: MOST };
        let weight = element.parameter("q").map_or(Some(MOST), |written| weight(&written))?;
        (!element.name.is_empty()).then_some(Self { weight, ..element })
    }

    /// The first parameter with this name.
    pub(super) fn parameter(&self, name: &str) -> Option<Cow<'a, str>> {
        split(self.parameters, b';').find_map(|parameter| {
            let (written, value) = parameter.split_once('=')?;
            trimmed(written).eq_ignore_ascii_case(name).then(|| unquoted(trimmed(value)))
        })
    }
}

/// A weight between 0 and 1 in thousandths; further digits than three say nothing.
fn weight(written: &str) -> Option<u16> {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
    if !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain([b'0'; 3]).take(3);
    let thousandths = digits.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    match whole {
        "0" => Some(thousandths),
        "" if !fraction.is_empty() => Some(thousandths),
        "1" if thousandths == 0 => Some(MOST),
        _ => None,
    }
}

fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (part, behind) = cut(rest?, separator);
        rest = behind;
        Some(part)
    })
}

/// What stands before the first separator outside quotes, and what behind it.
fn cut(text: &str, separator: u8) -> (&str, Option<&str>) {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_quoted,
            b'"' => is_quoted = !is_quoted,
            _ if byte == separator && !is_quoted => return (&text[..at], Some(&text[at + 1..])),
            _ => {}
        }
    }
    (text, None)
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

fn unquoted(value: &str) -> Cow<'_, str> {
    let Some(inner) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return Cow::Borrowed(value);
    };
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut is_escaped = false;
    let is_letter = |letter: &char| {
        is_escaped = *letter == '\\' && !is_escaped;
        !is_escaped
    };
    Cow::Owned(inner.chars().filter(is_letter).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(list: &str) -> Vec<(&str, u16)> {
        elements(list).map(|element| (element.name, element.weight)).collect()
    }

    #[test]
    fn elements_are_read_with_their_weight_and_empty_ones_are_none() {
        assert_eq!(read(" a , ,b;q=0.25,,\tc ; x=1 ;Q = 0"), [("a", 1000), ("b", 250), ("c", 0)]);
        assert_eq!(read(""), []);
        assert_eq!(read(" ,;q=1, "), []);
    }

    #[test]
    fn an_element_whose_weight_is_none_is_left_out() {
        for (written, weight) in [
            ("0", Some(0)),
            ("0.", Some(0)),
            ("0.5", Some(500)),
            (".2", Some(200)),
            ("0.123", Some(123)),
            ("0.3333", Some(333)),
            ("1", Some(1000)),
            ("1.000", Some(1000)),
            ("\"0.5\"", Some(500)),
            ("1.001", None),
            ("2", None),
            ("-1", None),
            ("+1", None),
            ("0.5x", None),
            ("1e-1", None),
            (".", None),
            ("", None),
            ("high", None),
        ] {
            let list = format!("a;q={written}");
            assert_eq!(
                read(&list),
                weight.map(|weight| ("a", weight)).into_iter().collect::<Vec<_>>(),
                "{written}"
            );
        }
    }

    #[test]
    fn quotes_keep_separators_and_backslashes_what_follows_them() {
        let list = r#"a;x="1, 2; q=0 \" \\";y=3;q=0.5,b"#;
        assert_eq!(read(list), [("a", 500), ("b", 1000)]);
        let first = elements(list).next().expect("there are two");
        assert_eq!(first.parameter("X").as_deref(), Some(r#"1, 2; q=0 " \"#));
        assert_eq!(first.parameter("y").as_deref(), Some("3"));
        assert_eq!(first.parameter("z"), None);
    }

    #[test]
    fn a_quote_without_end_reaches_to_the_end_of_the_list() {
        assert_eq!(read(r#"a;x="1,b,c"#), [("a", 1000)]);
        assert_eq!(read(r#"a;x="1\"#), [("a", 1000)]);
    }
}
