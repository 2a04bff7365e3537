//! In place of what stands around the files that are modelled.

/// As in `cell/index.rs`.
pub(super) trait Hashed {
    fn hash(&self) -> u32;
}

pub(super) mod cell {
    pub(crate) use super::{
        super::{allocator::SlotRange, roster::Roster, slot::Slot, uses::Uses},
        Hashed,
    };
}

/// A clock that stands still: what nobody uses is too old at once, or never.
pub(super) mod clock {
    pub(crate) struct Frequency;

    impl Frequency {
        pub(crate) fn ticks_per_second(self) -> f64 {
            1.0
        }
    }

    pub(crate) fn now() -> u64 {
        1
    }

    pub(crate) fn frequency() -> Frequency {
        Frequency
    }
}

/// Nobody asks when a series came to be.
pub(super) mod timestamp {
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Timestamp;

    impl Timestamp {
        pub(crate) fn now() -> Self {
            Self
        }
    }
}

pub(super) mod metric {
    use super::super::slot::Slot;

    /// Of a counter.
    pub(crate) struct Layout;

    impl Layout {
        pub(crate) fn slots(&self) -> usize {
            1
        }

        pub(crate) fn forget_exemplars(&self, _: Slot) {}
    }
}

pub(super) mod family {
    pub(crate) mod series {
        use super::super::super::slot::Slot;

        pub(crate) struct Digest;

        /// Without labels but for their text.
        #[derive(Debug)]
        pub(crate) struct Series {
            text: Text,
            first: Slot,
        }

        #[derive(Debug)]
        pub(crate) struct Text(Box<str>);

        impl Series {
            pub(crate) fn new(text: Box<str>, _: Digest, first: Slot) -> Self {
                Self { text: Text(text), first }
            }

            pub(crate) fn first(&self) -> Slot {
                self.first
            }

            pub(crate) fn labels(&self) -> &Text {
                &self.text
            }

            pub(crate) fn hash(&self) -> u32 {
                0
            }
        }

        impl Text {
            pub(crate) fn as_str(&self) -> &str {
                &self.0
            }
        }
    }
}
