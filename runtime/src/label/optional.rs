//! Values that may be none.

use super::{LabelValue, constant::array};
use crate::name::equal;

impl<V: LabelValue> LabelValue for Option<V> {
    const VALUES: Option<&'static [&'static str]> = match V::VALUES {
        Some(values) => Some(array!(
            with_none(values_of::<V>()),
            if none_of(values) < values.len() { values.len() } else { values.len() + 1 },
            [8, 32, 128, 512, 4096],
            "an optional label has at most 4095 values: leave the `Option` out, and give one of them the meaning of none"
        )),
        None => None,
    };
    const IS_OPTIONAL: bool = true;

    #[inline]
    fn index(&self) -> usize {
        let (count, none) = const { (values_of::<V>().len(), none_of(values_of::<V>())) };
        match self {
            // Bounded, because a hand-written index that is none would count as another value.
            Some(value) => value.index().min(count.saturating_sub(1)),
            None => none,
        }
    }

    #[inline]
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        match self {
            Some(value) => value.with_str(read),
            None => read(""),
        }
    }
}

const fn values_of<V: LabelValue>() -> &'static [&'static str] {
    match V::VALUES {
        Some(values) => values,
        None => &[],
    }
}

/// Where the empty value stands: after all others, unless it is one of them.
const fn none_of(values: &[&str]) -> usize {
    let mut at = 0;
    while at < values.len() && !equal(values[at], "") {
        at += 1;
    }
    at
}

const fn with_none<const N: usize>(values: &[&'static str]) -> [&'static str; N] {
    let (mut all, mut at) = ([""; N], 0);
    while at < values.len() && at < N {
        all[at] = values[at];
        at += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many values as the sizes of lists can hold just so, or not.
    struct Many<const N: usize>(usize);

    impl<const N: usize> LabelValue for Many<N> {
        const VALUES: Option<&'static [&'static str]> = Some(&["x"; N]);

        fn index(&self) -> usize {
            self.0
        }

        fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
            read("x")
        }
    }

    fn all<const N: usize>() -> &'static [&'static str] {
        <Option<Many<N>>>::VALUES.unwrap_or_default()
    }

    #[test]
    fn none_comes_after_all_others() {
        assert_eq!(<Option<bool>>::VALUES, Some(["false", "true", ""].as_slice()));
        let indices = [Some(false), Some(true), None].map(|value| value.index());
        assert_eq!(indices, [0, 1, 2]);
        assert_eq!(None::<bool>.with_str(str::to_owned), "");
        assert_eq!(Some(true).with_str(str::to_owned), "true");
    }

    #[test]
    fn open_values_stay_open() {
        assert_eq!(<Option<&str>>::VALUES, None);
        assert_eq!(Some("a").index() + None::<&str>.index(), 0);
    }

    #[test]
    fn lists_are_as_long_as_they_must_be() {
        for (count, values) in
            [(0, all::<0>()), (7, all::<7>()), (8, all::<8>()), (31, all::<31>()), (4095, all::<4095>())]
        {
            assert_eq!(values.len(), count + 1);
            assert_eq!(values.last(), Some(&""));
            assert!(values[..count].iter().all(|value| *value == "x"));
        }
    }

    #[test]
    fn what_may_be_none_already_has_no_second_none() {
        assert_eq!(<Option<Option<bool>>>::VALUES, <Option<bool>>::VALUES);
        assert_eq!([None, Some(None), Some(Some(true))].map(|value| value.index()), [2, 2, 1]);
    }

    #[test]
    fn an_index_that_is_none_does_not_count_as_no_value() {
        assert_eq!(Some(Many::<3>(usize::MAX)).index(), 2);
    }
}
