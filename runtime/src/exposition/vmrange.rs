//! The label `vmrange` of VictoriaMetrics: a bucket by where it begins and ends, not added to those below it.
//!
//! Its [library](https://github.com/VictoriaMetrics/metrics/blob/master/histogram.go) has ranges of its own, and its queries take any, also
//! below zero: they [read both ends](https://docs.victoriametrics.com/victoriametrics/metricsql/#prometheus_buckets) and put an empty bucket
//! where a range does not begin at the end of the one before. Ends that are one have to be written alike, which four digits are enough for:
//! the finest buckets differ by three in a thousand. When a histogram gets coarser its ranges become others, which are series that begin
//! with what was counted before.

use std::fmt::Write;

/// What Go, which reads it, can hold: with four digits the greatest number would be rounded up to more than that.
const GREATEST: &str = "1.797e+308";

/// Appends the value of the label: `1.000e+00...1.091e+00`.
pub(crate) fn push_range(page: &mut String, start: f64, end: f64) {
    push_end(page, start);
    page.push_str("...");
    push_end(page, end);
}

fn push_end(page: &mut String, end: f64) {
    if end == 0.0 {
        return page.push('0');
    }
    if end < 0.0 {
        page.push('-');
    }
    let distance = end.abs();
    if distance == f64::INFINITY {
        page.push_str(if end < 0.0 { "Inf" } else { "+Inf" });
    } else if distance > 1.797e308 {
        page.push_str(GREATEST);
    } else {
        push_scientific(page, distance);
    }
}

/// As Go's `%.3e` does: with a sign and two digits at least in the exponent.
fn push_scientific(page: &mut String, number: f64) {
    let begin = page.len();
    _ = write!(page, "{number:.3e}");
    let exponent = page[begin..].rfind('e').map(|at| begin + at);
    if let Some(at) = exponent
        && let Ok(exponent) = page[at + 1..].parse::<i32>()
    {
        page.truncate(at);
        _ = write!(page, "e{exponent:+03}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::NativeHistogram;

    fn written(start: f64, end: f64) -> String {
        let mut page = String::new();
        push_range(&mut page, start, end);
        page
    }

    fn ranges(histogram: &NativeHistogram) -> Vec<(String, u64)> {
        histogram.value().ranges().map(|(start, end, count)| (written(start, end), count)).collect()
    }

    #[test]
    fn ranges_are_written_as_their_inventors_do() {
        for (start, end, expected) in [
            (1.0, 1.090_507_732, "1.000e+00...1.091e+00"),
            (0.0, 1e-9, "0...1.000e-09"),
            (1e18, f64::INFINITY, "1.000e+18...+Inf"),
            (9.999_6e-5, 1e-4, "1.000e-04...1.000e-04"),
            (f64::MAX, f64::INFINITY, "1.797e+308...+Inf"),
            (-2.0, -1.0, "-2.000e+00...-1.000e+00"),
            (f64::NEG_INFINITY, f64::MIN, "-Inf...-1.797e+308"),
            (0.0, 2.938_735_877_055_719e-39, "0...2.939e-39"),
        ] {
            assert_eq!(written(start, end), expected);
        }
    }

    #[test]
    fn every_range_begins_where_the_one_before_can_end() {
        let histogram = NativeHistogram::new().factor(1.002);
        (0..160).for_each(|step| histogram.observe(8.5 * 1.0027_f64.powi(step)));
        assert_eq!(histogram.value().schema, 8);
        let ranges = ranges(&histogram);
        assert!(ranges.len() > 150, "{}", ranges.len());
        let ends = ranges.iter().map(|(range, _)| range.split_once("...").expect("two ends"));
        let ends: Vec<_> = ends.collect();
        assert!(ends.iter().all(|(start, end)| start != end));
        // A gap is as wide as a bucket: at least one of three in a row is next to the one before.
        assert!(ends.windows(2).filter(|pair| pair[0].1 == pair[1].0).count() > 100);
    }

    #[test]
    fn a_histogram_is_a_list_of_ranges_in_order() {
        let histogram = NativeHistogram::new().factor(2.0);
        for value in [1.0, 3.0, 3.5, f64::INFINITY, 1e-300, f64::NAN] {
            histogram.observe(value);
        }
        let of_positive = [
            ("0...2.939e-39", 1),
            ("5.000e-01...1.000e+00", 1),
            ("2.000e+00...4.000e+00", 2),
            ("1.797e+308...+Inf", 1),
        ];
        assert_eq!(ranges(&histogram), of_positive.map(|(range, count)| (range.to_owned(), count)));

        for value in [-3.0, f64::NEG_INFINITY, f64::MAX] {
            histogram.observe(value);
        }
        let all = [
            ("-Inf...-1.797e+308", 1),
            ("-4.000e+00...-2.000e+00", 1),
            ("-2.939e-39...2.939e-39", 1),
            ("5.000e-01...1.000e+00", 1),
            ("2.000e+00...4.000e+00", 2),
            ("8.988e+307...1.797e+308", 1),
            ("1.797e+308...+Inf", 1),
        ];
        assert_eq!(ranges(&histogram), all.map(|(range, count)| (range.to_owned(), count)));
    }
}
