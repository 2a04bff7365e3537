//! Which families a rule is for.

use std::{fmt, str::Chars};

/// The name of a family, in which `*` is any run of characters, also none, and `?` is one.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Pattern(String);

impl Pattern {
    /// A pattern, or what is wrong with it, in words that say what to write.
    pub(super) fn new(text: &str) -> Result<Self, String> {
        let is_known = |character: char| character.is_ascii_alphanumeric() || "_*?".contains(character);
        if text.is_empty() || !text.chars().all(is_known) {
            return Err(format!(
                "`{text}` can't be a pattern: it holds letters, digits, `_`, `*` and `?`: write one like `shop_*`"
            ));
        }
        Ok(Self(text.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn matches(&self, name: &str) -> bool {
        matches(&self.0, name)
    }
}

/// Whether the whole name matches. Only the last `*` that was passed ever takes more characters: what an earlier one could take as well
/// would leave less for the rest. So this takes at most one comparison for each character of the one and each of the other.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let (mut pattern, mut name) = (pattern.chars(), name.chars());
    let mut star: Option<Star> = None;
    loop {
        match (pattern.clone().next(), name.clone().next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                pattern.next();
                star = Some(Star { after: pattern.clone(), rest: name.clone() });
            }
            (Some(wanted), Some(found)) if wanted == '?' || wanted == found => {
                pattern.next();
                name.next();
            }
            _ => {
                let Some(star) = &mut star else { return false };
                if star.rest.next().is_none() {
                    return false;
                }
                (pattern, name) = (star.after.clone(), star.rest.clone());
            }
        }
    }
}

/// The last `*` that was passed: the pattern after it, and what of the name it has not taken yet.
struct Star<'a> {
    after: Chars<'a>,
    rest: Chars<'a>,
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Pattern;

    fn matches(pattern: &str, name: &str) -> bool {
        Pattern::new(pattern).expect("it is a pattern").matches(name)
    }

    /// What the two characters mean, word by word; it takes exponential time.
    fn matches_naively(pattern: &[u8], name: &[u8]) -> bool {
        match (pattern, name) {
            ([], []) => true,
            ([b'*', after @ ..], _) => (0..=name.len()).any(|taken| matches_naively(after, &name[taken..])),
            ([b'?', after @ ..], [_, rest @ ..]) => matches_naively(after, rest),
            ([wanted, after @ ..], [found, rest @ ..]) => wanted == found && matches_naively(after, rest),
            _ => false,
        }
    }

    #[test]
    fn a_star_is_any_run_of_characters_and_a_question_mark_is_one() {
        for (pattern, name) in [
            ("function_*", "function_calls_total"),
            ("function_*", "function_"),
            ("*_seconds", "shop_packing_seconds"),
            ("*", "a"),
            ("a?c", "abc"),
            ("*a*b", "aabab"),
            ("shop_orders", "shop_orders"),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("function_*", "my_function_calls"),
            ("*_seconds", "shop_seconds_total"),
            ("a?c", "ac"),
            ("?", ""),
            ("shop", "shop_orders"),
            ("shop_orders", "shop"),
        ] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn many_stars_before_what_never_comes_take_no_longer() {
        // Trying what every star could take would need more steps than there are atoms.
        assert!(!matches(&"a*".repeat(100).replace("a*", "*a*"), &"b".repeat(500)));
        assert!(!matches(&("*a".repeat(200) + "c"), &"a".repeat(500)));
    }

    #[test]
    fn what_no_name_can_hold_is_no_pattern() {
        for text in ["", "shop-*", "shop orders", "[ab]*", "é*"] {
            let problem = Pattern::new(text).err().expect("it is none");
            assert!(problem.starts_with(&format!("`{text}` can't be a pattern")), "{problem}");
        }
    }

    proptest! {
        #[test]
        fn it_matches_what_a_naive_matcher_does(pattern in "[ab*?]{1,8}", name in "[ab]{0,10}") {
            prop_assert_eq!(matches(&pattern, &name), matches_naively(pattern.as_bytes(), name.as_bytes()));
        }
    }
}
