//! The values of all labels of one series.

use std::num::NonZeroU32;

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

/// The most combinations of label values that are made before anybody asks for them.
const DENSE_LIMIT: usize = 4_096;

/// `None` when a label is open, or there are more combinations than are worth making in advance; else a number that two
/// label sets share only if they have the same values in the same order. Where types show only at run time, comparing it
/// makes sure that an index means what it says.
pub(crate) const fn dense_shape_of(labels: &[LabelDescriptor]) -> Option<NonZeroU32> {
    let (mut hash, mut combinations, mut at) = (FNV_OFFSET, 1_usize, 0);
    while at < labels.len() {
        if labels[at].fixed_value().is_none() {
            let Some(values) = labels[at].values() else { return None };
            hash = hash_values(hash, values);
            combinations = combinations.saturating_mul(values.len());
        }
        at += 1;
    }
    if combinations <= DENSE_LIMIT { NonZeroU32::new(hash | 1) } else { None }
}

const fn hash_values(mut hash: u32, values: &[&str]) -> u32 {
    let mut at = 0;
    while at < values.len() {
        hash = fnv(hash, values[at].as_bytes());
        at += 1;
    }
    fnv(hash, &[END_OF_LABEL])
}

/// FNV-1a, because it can be computed in a constant.
const fn fnv(mut hash: u32, bytes: &[u8]) -> u32 {
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(FNV_PRIME);
        at += 1;
    }
    (hash ^ END_OF_VALUE as u32).wrapping_mul(FNV_PRIME)
}

const FNV_OFFSET: u32 = 0x811c_9dc5;
const FNV_PRIME: u32 = 0x0100_0193;
/// Bytes that UTF-8 never uses.
const END_OF_VALUE: u8 = 0xff;
const END_OF_LABEL: u8 = 0xfe;
