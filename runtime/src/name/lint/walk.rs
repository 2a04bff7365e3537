//! One walk over a name, which asks all that can be asked of its letters and of its parts.

use super::unit::{base_unit, in_base_unit, in_full};
use crate::kind::Kind;

/// What a walk found, in words that say what to write instead.
pub(super) struct Walk {
    kind: &'static [u8],
    /// The first unit of the name, as `promlint` has it: itself, and its base unit.
    unit: Option<Unit>,
    pub(super) type_in_name: Option<&'static str>,
    pub(super) colon: Option<&'static str>,
    pub(super) camel_case: Option<&'static str>,
    pub(super) unit_abbreviation: Option<&'static str>,
}

struct Unit {
    base: &'static str,
    is_base: bool,
}

impl Walk {
    pub(super) const fn over(name: &str, kind: Kind) -> Self {
        let mut walk = Self::new(kind);
        let (mut rest, mut part, mut is_first) = (name.as_bytes(), name.as_bytes(), true);
        while let [letter, behind @ ..] = rest {
            match *letter {
                b'_' => {
                    walk.see(part.split_at(part.len() - rest.len()).0, is_first);
                    part = behind;
                    is_first = false;
                }
                b'a'..=b'z' if matches!(behind, [b'A'..=b'Z', ..]) => {
                    walk.camel_case =
                        Some("names are in `snake_case`: write small letters, with `_` between the words");
                }
                b':' => {
                    walk.colon = Some("colons are for the names of recording rules: write `_` instead");
                }
                _ => {}
            }
            rest = behind;
        }
        walk.see(part, is_first);
        walk
    }

    const fn new(kind: Kind) -> Self {
        Self {
            kind: if matches!(kind, Kind::Unknown) { b"" } else { kind.as_str().as_bytes() },
            unit: None,
            type_in_name: None,
            colon: None,
            camel_case: None,
            unit_abbreviation: None,
        }
    }

    /// A part, between two underscores. The first is not asked for kinds and abbreviations: it says whose the metric is.
    const fn see(&mut self, part: &[u8], is_first: bool) {
        if self.unit.is_none()
            && let Some(base) = base_unit(part)
        {
            self.unit = Some(Unit { base, is_base: same(part, base.as_bytes()) });
        }
        if is_first {
            return;
        }
        if same(part, self.kind) && !part.is_empty() {
            self.type_in_name = Some("the page says of what kind it is: leave the kind out of the name");
        }
        if self.unit_abbreviation.is_none() {
            self.unit_abbreviation = in_full(part);
        }
    }

    pub(super) const fn unit_advice(&self) -> Option<&'static str> {
        match self.unit {
            Some(Unit { base, is_base: false }) => Some(in_base_unit(base)),
            _ => None,
        }
    }
}

/// Whether the two are equal, whatever the case of the letters on the left.
const fn same(part: &[u8], word: &[u8]) -> bool {
    if part.len() != word.len() {
        return false;
    }
    let mut at = 0;
    while at < word.len() {
        if part[at].to_ascii_lowercase() != word[at] {
            return false;
        }
        at += 1;
    }
    true
}
