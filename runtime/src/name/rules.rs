//! Rules that a declaration is exempt from.

use super::lint::Rule;

/// Some of the rules that names keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules(u16);

impl Rules {
    /// No rule.
    pub const NONE: Self = Self(0);

    /// The family is one of ours: `tickmark_` is how its name begins, also where a prefix is configured.
    #[cfg(feature = "serve")]
    pub(crate) const OURS: Self = Self(Self::IS_OURS);

    const IS_OURS: u16 = 1 << 15;

    /// Whether it is one of ours.
    pub(crate) const fn are_ours(self) -> bool {
        self.0 & Self::IS_OURS != 0
    }

    /// The same and one more.
    #[must_use]
    pub const fn and(self, rule: Rule) -> Self {
        Self(self.0 | 1 << rule as u16)
    }

    /// Whether this one is among them.
    pub(crate) const fn contain(self, rule: Rule) -> bool {
        self.0 >> rule as u16 & 1 == 1
    }
}
