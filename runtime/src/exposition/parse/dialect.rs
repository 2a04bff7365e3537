//! The two grammars that the four text formats have.

use crate::exposition::Format;

/// What the lines of a page look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exposition) enum Dialect {
    Text,
    OpenMetrics,
}

impl Dialect {
    /// That of a format, if it is text.
    pub(in crate::exposition) fn of(format: Format) -> Option<Self> {
        match format {
            Format::Text0_0_4 | Format::Text1_0_0 => Some(Self::Text),
            Format::OpenMetrics0_0_1 | Format::OpenMetrics1_0_0 => Some(Self::OpenMetrics),
            Format::Protobuf | Format::Json => None,
        }
    }

    /// Whether blanks may stand where they say nothing.
    pub(super) fn is_lenient(self) -> bool {
        self == Self::Text
    }
}
