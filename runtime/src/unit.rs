//! Units in the types of metrics: one source for the end of a name, the unit on the page and the conversion of what is recorded.

use std::{fmt, time::Duration};

use crate::{
    buckets::{BYTE_BUCKETS, DURATION_BUCKETS, RATIO_BUCKETS},
    name::ends_with,
    sink::Number,
};

/// What a metric is measured in; `()` where nobody says.
///
/// A field of a struct with `#[derive(Metrics)]` whose metric has a unit ends in its name, so that `packing: Histogram<Seconds>`
/// is the family `packing_seconds`, and takes only what is a [`Measure`] in it: a `Duration` can't be recorded as milliseconds.
/// Prometheus measures in [base units](https://prometheus.io/docs/practices/naming/#base-units).
///
/// ```
/// use tickmark::{Gauge, Measure, Unit};
///
/// #[derive(Debug)]
/// struct Celsius;
///
/// impl Unit for Celsius {
///     const NAME: &'static str = "celsius";
///     const BUCKETS: &'static [f64] = &[-10.0, 0.0, 10.0, 20.0, 30.0];
/// }
///
/// impl Measure<Celsius> for f64 {
///     fn in_unit(self) -> f64 {
///         self
///     }
/// }
///
/// static ROOM: Gauge<Celsius> = Gauge::in_unit();
///
/// ROOM.set(21.5);
/// assert_eq!(ROOM.get(), 21.5);
/// ```
pub trait Unit: fmt::Debug + Send + Sync + 'static {
    /// What names end in; empty for none.
    const NAME: &'static str;

    /// The upper bounds of a histogram when nothing else is said, such as `&[0.0, 10.0, 20.0]`.
    const BUCKETS: &'static [f64];
}

/// What can be recorded in a [`Unit`].
///
/// Numbers in none; a `Duration` in [`Seconds`], and in none as seconds; whole numbers in [`Bytes`]; fractions in [`Ratio`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a measure in `{U}`",
    label = "not in this unit",
    note = "pass a `Duration` where seconds are measured, a whole number for bytes, or name the unit: `Seconds(0.25)`, `Bytes(512.0)`, `Ratio(0.5)`"
)]
pub trait Measure<U: Unit> {
    /// How many of the unit it is.
    fn in_unit(self) -> f64;

    /// The same for a counter that is [asked](crate::CounterFn): whole numbers stay exact, however large.
    fn number(self) -> Number
    where
        Self: Sized,
    {
        Number::Float(self.in_unit())
    }
}

impl Unit for () {
    const NAME: &'static str = "";
    const BUCKETS: &'static [f64] = DURATION_BUCKETS;
}

macro_rules! units {
    ($($(#[$doc:meta])* $unit:ident, $name:literal, $buckets:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $unit(pub f64);

        impl Unit for $unit {
            const NAME: &'static str = $name;
            const BUCKETS: &'static [f64] = $buckets;
        }

        impl Measure<$unit> for $unit {
            #[inline]
            fn in_unit(self) -> f64 {
                self.0
            }
        }
    )*};
}

units! {
    /// Durations and points in time, and so many of them as a value.
    Seconds, "seconds", DURATION_BUCKETS;
    /// Sizes, and so many of them as a value.
    Bytes, "bytes", BYTE_BUCKETS;
    /// Parts of a whole, of which 1 is all, and such a part as a value.
    Ratio, "ratio", RATIO_BUCKETS;
}

macro_rules! measures {
    ($($unit:ty: $($number:ty),* => $to_number:expr;)*) => {$($(
        impl Measure<$unit> for $number {
            #[inline]
            #[allow(clippy::cast_lossless, reason = "for some of these numbers it is not")]
            fn in_unit(self) -> f64 {
                self as f64
            }

            #[allow(clippy::cast_lossless, reason = "for some of these numbers it is not")]
            fn number(self) -> Number {
                let whole: Option<u64> = $to_number(self);
                whole.map_or(Number::Float(self as f64), Number::Integer)
            }
        }
    )*)*};
}

measures! {
    (): f64, f32 => |_| None;
    (): u8, u16, u32, u64, usize, i8, i16, i32, i64, isize => as_count;
    Bytes: u8, u16, u32, u64, usize, i8, i16, i32, i64, isize => as_count;
    Ratio: f64, f32 => |_| None;
}

/// Nothing for what is below zero.
fn as_count(whole: impl TryInto<u64>) -> Option<u64> {
    whole.try_into().ok()
}

/// A name and the `_total` that it ends in, before which a unit stands.
pub(crate) fn without_total(name: &str) -> (&str, &'static str) {
    name.strip_suffix("_total").map_or((name, ""), |base| (base, "_total"))
}

/// Whether this is one of the units above.
pub(crate) const fn is_ours(unit: &str) -> bool {
    matches!(unit.as_bytes(), b"seconds" | b"bytes" | b"ratio")
}

/// Whether a name without its `_total` ends in this unit; every name ends in none.
pub(crate) const fn is_at_end(unit: &str, base: &str) -> bool {
    let rest = base.len().wrapping_sub(unit.len());
    unit.is_empty() || ends_with(base, unit) && (rest == 0 || base.as_bytes()[rest - 1] == b'_')
}

/// A unit in which durations are observed as seconds.
#[diagnostic::on_unimplemented(
    message = "a `Duration` is not a measure in `{Self}`",
    label = "measured in `{Self}`",
    note = "write `Seconds` as the unit, or pass what is measured in `{Self}`"
)]
pub trait TimeUnit: Unit {}

impl TimeUnit for () {}
impl TimeUnit for Seconds {}

impl<U: TimeUnit> Measure<U> for Duration {
    #[inline]
    fn in_unit(self) -> f64 {
        self.as_secs_f64()
    }
}
