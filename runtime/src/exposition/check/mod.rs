//! Pages held against the rules of their formats.

mod clash;
mod document;
mod exemplar;
mod family;
mod finding;
mod histogram;
mod label;
mod metric;
mod number;
mod pair;
mod rule;
mod summary;
#[cfg(test)]
mod tests;
mod value;

use finding::Findings;
pub use finding::{Finding, Severity};
pub use pair::check_pair;
pub use rule::Rule;

use super::{
    Format,
    parse::{Dialect, ParseError, Reading},
};

/// Holds a page against the rules of its format, and against what Prometheus would refuse, lose or misread.
///
/// The findings are in the order of the lines that they are about. A page with lines that can't be read is not looked at further: what it says
/// isn't known. With none that is an [error](Finding::is_error), Prometheus takes the page as it is meant.
///
/// ```
/// use tickmark::exposition::{Format, check, check::Rule};
///
/// let page = "\
/// ## HELP oven_seconds How long it bakes.
/// ## TYPE oven_seconds histogram
/// oven_seconds_bucket{le=\"1\"} 3
/// oven_seconds_bucket{le=\"+Inf\"} 2
/// oven_seconds_sum 4
/// oven_seconds_count 2
/// ";
/// let findings = check(page, Format::Text0_0_4);
///
/// assert_eq!(
///     findings[0].to_string(),
///     "line 4: error: `oven_seconds_bucket{le=\"+Inf\"}` is 2, less than 3 in the bucket before it: \
///      count each observation in every bucket whose bound it does not exceed (cumulative)"
/// );
/// assert_eq!(findings[0].rule(), Rule::Cumulative);
/// ```
///
/// # Performance
///
/// In proportion to the page, but for samples and labels that it sorts.
pub fn check(page: &str, format: Format) -> Vec<Finding> {
    let Some(dialect) = Dialect::of(format) else { return no_text(format) };
    let mut findings = Findings::new(dialect);
    let reading = Reading::to_the_end(page, dialect);
    if reading.errors.is_empty() {
        document::check(page, format, &reading, &mut findings);
        clash::check(&reading.page, &mut findings);
        for family in &reading.page.families {
            family::check(family, &mut findings);
        }
        findings.turn_away();
        label::on_every_metric(&reading.page, &mut findings);
    }
    findings.unreadable(&reading.errors, false);
    findings.into_sorted()
}

fn no_text(format: Format) -> Vec<Finding> {
    let mut findings = Findings::new(Dialect::Text);
    findings.unreadable(&[ParseError::of_format(format)], false);
    findings.into_sorted()
}
