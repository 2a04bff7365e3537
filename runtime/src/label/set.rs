//! The values of all labels of one series.

use std::num::NonZeroU64;

use super::{LabelDescriptor, LabelValue};

/// The labels of a family: a struct with one field for each, or `()` for none.
///
/// ```
/// use tickmark::{LabelSet, LabelValue};
///
/// #[derive(LabelValue)]
/// enum Method {
///     Card,
///     Cash,
/// }
///
/// #[derive(LabelSet)]
/// struct PaidBy {
///     method: Method,
///     refunded: bool,
/// }
///
/// assert_eq!(PaidBy::LABELS[0].name(), "method");
/// assert_eq!(PaidBy { method: Method::Cash, refunded: true }.index(), 3);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of labels",
    label = "not a label set",
    note = "write `#[derive(LabelSet)]` on a struct with one field for each label"
)]
pub trait LabelSet {
    /// The labels, in the order in which they are written on the page.
    const LABELS: &'static [LabelDescriptor];

    /// Which of all combinations of closed values this one is; not asked unless all labels are closed.
    fn index(&self) -> usize;

    /// Calls `each` with every value, in the order of [`LABELS`](Self::LABELS).
    fn visit(&self, each: &mut impl FnMut(&str));
}

impl LabelSet for () {
    const LABELS: &'static [LabelDescriptor] = &[];

    #[inline]
    fn index(&self) -> usize {
        0
    }

    #[inline]
    fn visit(&self, _: &mut impl FnMut(&str)) {}
}

impl<L: LabelSet> LabelSet for &L {
    const LABELS: &'static [LabelDescriptor] = L::LABELS;

    #[inline]
    fn index(&self) -> usize {
        L::index(self)
    }

    #[inline]
    fn visit(&self, each: &mut impl FnMut(&str)) {
        L::visit(self, each);
    }
}

/// The labels of a call site: it knows their names itself, so the values come as a plain tuple.
macro_rules! tuples {
    ($($($value:ident),+;)*) => {$(
        impl<$($value: LabelValue),+> LabelSet for ($($value,)+) {
            const LABELS: &'static [LabelDescriptor] = &[$(LabelDescriptor::of::<$value>("")),+];

            #[inline]
            fn index(&self) -> usize {
                #[allow(non_snake_case, reason = "the variables are named after the types")]
                let ($($value,)+) = self;
                let index = 0;
                $(let index = fold_index(index, $value);)+
                index
            }

            #[inline]
            fn visit(&self, each: &mut impl FnMut(&str)) {
                #[allow(non_snake_case, reason = "the variables are named after the types")]
                let ($($value,)+) = self;
                $($value.with_str(&mut *each);)+
            }
        }
    )*};
}

tuples! {
    A;
    A, B;
    A, B, C;
    A, B, C, D;
    A, B, C, D, E;
    A, B, C, D, E, F;
    A, B, C, D, E, F, G;
    A, B, C, D, E, F, G, H;
}

/// One more closed label in a row-major index.
#[inline]
pub fn fold_index<V: LabelValue>(index: usize, value: &V) -> usize {
    match V::VALUES {
        // Bounded, because a hand-written index that is none would count in somebody else's slots.
        Some(values) => index * values.len() + value.index().min(values.len().saturating_sub(1)),
        None => index,
    }
}

/// The labels of another set in a row-major index: which of its `combinations` they are.
#[inline]
pub fn fold_set(index: usize, combinations: Option<usize>, inner: usize) -> usize {
    match combinations {
        // Bounded for the same reason.
        Some(combinations) => index * combinations + inner.min(combinations.saturating_sub(1)),
        None => index,
    }
}

/// The most combinations of label values that are made before anybody asks for them.
const DENSE_LIMIT: usize = 4_096;

/// How the closed values of a label set are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// A hash of all values in their order. Where types show only at run time, comparing it tells whether an index means what
    /// it says; 64 bits, because nobody compares the values themselves.
    pub(crate) hash: NonZeroU64,
    /// How many combinations there are; never 0.
    combinations: usize,
}

impl Shape {
    /// `None` when a label is open or has no values, or there are more combinations than are worth making in advance.
    pub(crate) const fn of(labels: &[LabelDescriptor]) -> Option<Self> {
        let Some(combinations) = combinations(labels) else { return None };
        let (mut hash, mut at) = (FNV_OFFSET, 0);
        while at < labels.len() {
            if let Some(values) = labels[at].values() {
                hash = hash_values(hash, values);
            }
            at += 1;
        }
        match NonZeroU64::new(hash) {
            Some(hash) if combinations > 0 && combinations <= DENSE_LIMIT => {
                Some(Self { hash, combinations })
            }
            _ => None,
        }
    }

    /// Which combination `labels` are. Bounded, because a hand-written index that is none would count in somebody else's
    /// slots.
    #[inline]
    pub(crate) fn index_of<L: LabelSet>(self, labels: &L) -> usize {
        labels.index().min(self.combinations - 1)
    }
}

/// How many combinations of values there are; `None` when a label is open, or there are too many to count.
pub const fn combinations(labels: &[LabelDescriptor]) -> Option<usize> {
    let (mut combinations, mut at) = (1_usize, 0);
    while at < labels.len() {
        if labels[at].fixed_value().is_none() {
            let Some(values) = labels[at].values() else { return None };
            combinations = match combinations.checked_mul(values.len()) {
                Some(combinations) => combinations,
                None => return None,
            };
        }
        at += 1;
    }
    Some(combinations)
}

const fn hash_values(mut hash: u64, values: &[&str]) -> u64 {
    let mut at = 0;
    while at < values.len() {
        hash = fnv(hash, values[at].as_bytes());
        at += 1;
    }
    fnv(hash, &[END_OF_LABEL])
}

/// FNV-1a, because it can be computed in a constant.
const fn fnv(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(FNV_PRIME);
        at += 1;
    }
    (hash ^ END_OF_VALUE as u64).wrapping_mul(FNV_PRIME)
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x100_0000_01b3;
/// Bytes that UTF-8 never uses.
const END_OF_VALUE: u8 = 0xff;
const END_OF_LABEL: u8 = 0xfe;
