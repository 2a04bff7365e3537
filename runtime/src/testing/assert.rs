//! Whether a page says what a test expects.

use std::borrow::Cow;

use super::{expectation::Expectation, snapshot::Snapshot};
use crate::registry::Registry;

const HOW: &str = "write it like `shop_orders_total{method=\"card\"} 3`, with a tolerance like `shop_packing_seconds_sum 0.3 ± 0.001`, \
                   or for what is not there like `!shop_refunds_total`";

/// Something with samples.
pub trait Observe {
    /// What it says now.
    fn __tickmark_observe(&self) -> Cow<'_, Snapshot>;
}

impl Observe for Registry {
    fn __tickmark_observe(&self) -> Cow<'_, Snapshot> {
        Cow::Owned(Snapshot::of(self))
    }
}

impl Observe for Snapshot {
    fn __tickmark_observe(&self) -> Cow<'_, Snapshot> {
        Cow::Borrowed(self)
    }
}

/// Fails the test unless all lines of these texts hold.
///
/// # Panics
///
/// When one does not, or can't be read, or there is none.
#[track_caller]
pub fn assert_lines(page: &Snapshot, texts: &[&str]) {
    let lines = texts.iter().flat_map(|text| text.lines()).map(str::trim);
    let lines: Vec<_> = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(!lines.is_empty(), "there is no line to compare the page with: {HOW}");
    let failures: Vec<_> = lines.iter().filter_map(|line| failure(line, page)).collect();
    assert!(
        failures.is_empty(),
        "{} of {} lines don't hold on the page:\n\n{}\n",
        failures.len(),
        lines.len(),
        failures.join("\n")
    );
}

fn failure(line: &str, page: &Snapshot) -> Option<String> {
    let what = match Expectation::read(line) {
        Ok(expectation) => expectation.check(page).err()?,
        Err(what) => format!("    can't be read, {what}:\n      {HOW}"),
    };
    Some(format!("  {line}\n{what}"))
}

#[doc(hidden)]
#[macro_export]
macro_rules! __tickmark_assert_metrics {
    ($page:expr, $($lines:expr),+ $(,)?) => {{
        use $crate::testing::Observe as _;
        $crate::testing::assert_lines(
            &$page.__tickmark_observe(),
            &[$(::core::convert::AsRef::<str>::as_ref(&$lines)),+],
        );
    }};
}

/// Fails the test unless the page says what these lines say.
///
/// The first argument is a [`Registry`](crate::Registry) or a [`Snapshot`](crate::testing::Snapshot), or whatever leads to one, such as an `Arc`. Then come
/// the lines, in one text or in several; empty ones, and those that start with `#`, don't count.
///
/// ```
/// use std::sync::Arc;
///
/// use tickmark::{Family, Counter, Histogram, LabelSet, Registry, testing::assert_metrics};
///
/// #[derive(LabelSet)]
/// struct PaidBy<'a> {
///     method: &'a str,
///     refunded: bool,
/// }
///
/// let registry = Registry::new();
/// let orders = Arc::new(Family::<PaidBy, Counter>::new());
/// registry.register("shop_orders_total", "Orders taken.", orders.clone())?;
/// let packing = Arc::new(Histogram::with_buckets(&[0.1, 1.0]));
/// registry.register("shop_packing_seconds", "Time to pack a parcel.", packing.clone())?;
/// orders.with(PaidBy { method: "card", refunded: false }).inc();
/// packing.observe(0.1 + 0.2);
///
/// assert_metrics!(registry, r#"shop_orders_total{refunded="false",method="card"} 1"#);
/// assert_metrics!(
///     registry,
///     r#"
///     shop_packing_seconds_bucket{le="1"} 1
///     shop_packing_seconds_sum 0.3 ± 0.001
///     !shop_orders_total{method="cash"}
///     "#,
/// );
/// # Ok::<(), tickmark::Problem>(())
/// ```
///
/// # Lines
///
/// - `name{label="value"} 3`: the sample with exactly these labels, in any order, has this value. `NaN` is equal to itself.
/// - `name 0.3 ± 0.001`, or `+-`: it is that, give or take so much.
/// - `!name{label="value"}`: there is no sample of this name, or of a family of this name, that has these labels, whatever others it has.
///
/// In a [difference](crate::testing::Snapshot::since), what did not change is 0, and `!` is held against what did.
///
/// # Panics
///
/// At the line of the caller, when a line does not hold: with all that don't, and what the page says instead, or what is nearest to
/// a series that is not there. And when a line can't be read, or there is none.
#[doc(inline)]
pub use __tickmark_assert_metrics as assert_metrics;
