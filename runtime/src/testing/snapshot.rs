//! What a registry's page says at one time.

use std::{collections::BTreeMap, fmt};

use super::{page::Page, series::Series};
use crate::{config::matches, exposition::number_text, registry::Registry};

/// The samples of a registry at one time: to look one up, to tell what changed, or to compare with a text.
///
/// ```
/// use std::sync::Arc;
///
/// use tickmark::{Counter, Registry, testing::Snapshot};
///
/// let registry = Registry::new();
/// let orders = Arc::new(Counter::new());
/// registry.register("shop_orders_total", "Orders taken.", orders.clone())?;
/// orders.inc_by(2);
///
/// let before = Snapshot::of(&registry);
/// orders.inc();
/// let after = Snapshot::of(&registry);
///
/// assert_eq!(after.value("shop_orders_total"), Some(3.0));
/// assert_eq!(after.since(&before).to_string(), "shop_orders_total 1\n");
/// # Ok::<(), tickmark::Problem>(())
/// ```
///
/// It is displayed as a page is written, without what is said of families: a line for each sample, in the order of their names,
/// then of their labels sorted by name, then of their bounds as numbers. Compare it with `assert_eq!`, `expect-test` or `insta`.
#[derive(Clone, Default)]
pub struct Snapshot {
    samples: BTreeMap<Series, Sample>,
}

#[derive(Clone)]
struct Sample {
    /// The name of its family: of `shop_packing_seconds_sum`, that without the suffix.
    family: String,
    value: f64,
    /// Whether it is in a difference only to be zero there.
    is_unchanged: bool,
}

impl Snapshot {
    /// What the page of this registry says now, collectors that are attached to it included.
    pub fn of(registry: &Registry) -> Self {
        Self::from_page(read(registry))
    }

    fn from_page(page: Page) -> Self {
        let mut samples = BTreeMap::new();
        for family in page.families {
            for (series, value) in family.samples {
                let sample = Sample { family: family.name.clone(), value, is_unchanged: false };
                samples.insert(series, sample);
            }
        }
        Self { samples }
    }

    /// The value of a sample, which is written as on the page: `shop_orders_total{method="card"}`, labels in any order.
    ///
    /// # Panics
    ///
    /// When it is not written so.
    #[track_caller]
    pub fn value(&self, series: &str) -> Option<f64> {
        match Series::read_whole(series) {
            Ok(series) => self.get(&series),
            Err(what) => panic!(
                "`{series}` can't be read, {what}: write it like `shop_orders_total{{method=\"card\"}}`"
            ),
        }
    }

    /// What changed since, and by how much: one that was not there counts from zero, and one that is not there any more to zero.
    ///
    /// What did not change is neither displayed nor held against a line such as `!shop_orders_total`, but its [`value`](Self::value) is zero.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use tickmark::{Counter, Registry, testing::{Snapshot, assert_metrics}};
    ///
    /// let registry = Registry::new();
    /// let refunds = Arc::new(Counter::new());
    /// registry.register("shop_refunds_total", "Orders given back.", refunds.clone())?;
    /// refunds.inc_by(2);
    ///
    /// let before = Snapshot::of(&registry);
    /// let moved = Snapshot::of(&registry).since(&before);
    /// assert_metrics!(moved, "shop_refunds_total 0");
    /// assert!(moved.is_empty());
    /// # Ok::<(), tickmark::Problem>(())
    /// ```
    ///
    /// A difference has as many digits as the two values have in common: 0.35 less 0.1 is 0.25, though in binary there is a little missing.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        let mut moved = self.clone();
        for (series, sample) in &before.samples {
            let gone = || Sample { value: 0.0, ..sample.clone() };
            moved.samples.entry(series.clone()).or_insert_with(gone);
        }
        for (series, sample) in &mut moved.samples {
            let old = before.get(series).unwrap_or(0.0);
            sample.is_unchanged = same(sample.value, old);
            sample.value = if sample.is_unchanged { 0.0 } else { difference(sample.value, old) };
        }
        moved
    }

    /// The samples of a family; with `*` in its name, of all families that have anything there, and with `?`, one character.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use tickmark::{Counter, Registry, testing::Snapshot};
    ///
    /// let registry = Registry::new();
    /// for name in ["shop_orders_total", "shop_refunds_total", "stock_parcels_total"] {
    ///     registry.register(name, "Counted things.", Arc::new(Counter::new()))?;
    /// }
    /// let shop = Snapshot::of(&registry).only("shop_*");
    /// assert_eq!(shop.to_string(), "shop_orders_total 0\nshop_refunds_total 0\n");
    /// # Ok::<(), tickmark::Problem>(())
    /// ```
    #[must_use]
    pub fn only(mut self, families: &str) -> Self {
        self.samples.retain(|_, sample| matches(families, &sample.family));
        self
    }

    /// Whether there is no sample in it; of a difference, whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.shown().next().is_none()
    }

    pub(super) fn get(&self, series: &Series) -> Option<f64> {
        self.samples.get(series).map(|sample| sample.value)
    }

    /// Each sample with the name of its family and its value.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Series, &str, f64)> {
        self.samples.iter().map(|(series, sample)| (series, &*sample.family, sample.value))
    }

    /// The same without those that did not change.
    pub(super) fn shown(&self) -> impl Iterator<Item = (&Series, &str, f64)> {
        let shown = self.samples.iter().filter(|(_, sample)| !sample.is_unchanged);
        shown.map(|(series, sample)| (series, &*sample.family, sample.value))
    }
}

/// The page of a registry.
pub(super) fn read(registry: &Registry) -> Page {
    Page::read(&registry.encode()).expect("what we write can be read")
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shown().try_for_each(|(series, _, value)| writeln!(f, "{series} {}", number(value)))
    }
}

/// As it is displayed: what a failed comparison prints is read by people.
impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// As the page writes it.
pub(super) fn number(value: f64) -> String {
    number_text(value)
}

/// Whether two values read the same: `NaN` is one.
#[allow(clippy::float_cmp, reason = "a sample either changed or it did not")]
pub(super) fn same(one: f64, other: f64) -> bool {
    one == other || (one.is_nan() && other.is_nan())
}

/// The difference of two numbers that differ, rounded to the digits that the larger one has.
fn difference(new: f64, old: f64) -> f64 {
    let exact = new - old;
    let largest = new.abs().max(old.abs());
    #[allow(clippy::cast_possible_truncation, reason = "it lies between -324 and 309")]
    let decimals = 14 - largest.log10().floor() as i32;
    match usize::try_from(decimals) {
        Ok(decimals) if exact.is_finite() && decimals < 300 => {
            format!("{exact:.decimals$}").parse().unwrap_or(exact)
        }
        _ => exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_has_no_more_digits_than_there_are() {
        for (new, old, expected) in [
            (0.35, 0.1, 0.25),
            (0.3, 0.1, 0.2),
            (1e9 + 0.1, 1e9, 0.1),
            (9_007_199_254_740_992.0, 9_007_199_254_740_991.0, 1.0),
            (1e300, 1.0, 1e300),
            (3.0, 0.0, 3.0),
            (0.0, 2.5, -2.5),
            (2e-320, 1e-320, 1e-320),
            (f64::INFINITY, 1.0, f64::INFINITY),
        ] {
            assert!(same(difference(new, old), expected), "{new} - {old} = {}", difference(new, old));
        }
        assert!(difference(f64::NAN, 1.0).is_nan());
    }
}
