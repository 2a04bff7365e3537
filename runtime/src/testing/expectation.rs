//! One line of what a test expects of a page.

use std::fmt::Write;

use super::{
    nearest::nearest,
    page,
    series::Series,
    snapshot::{Snapshot, number, same},
};

/// What a line says.
pub(super) enum Expectation {
    /// The series has this value, give or take so much.
    Value { series: Series, value: f64, tolerance: f64 },
    /// No series has this name and, whatever others, these labels.
    Absent(Series),
}

impl Expectation {
    /// Reads a line.
    pub(super) fn read(line: &str) -> Result<Self, &'static str> {
        if let Some(series) = line.strip_prefix('!') {
            let series = Series::read_whole(series);
            return series.map(Self::Absent).map_err(|what| match what {
                "something follows the series" => "what is not there has no value",
                other => other,
            });
        }
        let (series, rest) = Series::read(line)?;
        let (value, tolerance) =
            rest.split_once('±').or_else(|| rest.split_once("+-")).unwrap_or((rest, "0"));
        let value = page::number(value).ok_or("there is no number behind the series")?;
        let tolerance = page::number(tolerance).filter(|tolerance| *tolerance >= 0.0);
        let tolerance = tolerance.ok_or("there is no tolerance behind `±`")?;
        Ok(Self::Value { series, value, tolerance })
    }

    /// Whether it holds; if not, what the page says instead, in lines with as much space in front.
    pub(super) fn check(&self, page: &Snapshot) -> Result<(), String> {
        match self {
            Self::Value { series, value, tolerance } => match page.get(series) {
                Some(found) if is_near(found, *value, *tolerance) => Ok(()),
                Some(found) => Err(format!("    is {}{}", number(found), hint(found, *value, *tolerance))),
                None => Err(missing(series, page)),
            },
            Self::Absent(series) => absent(series, page),
        }
    }
}

fn is_near(found: f64, expected: f64, tolerance: f64) -> bool {
    // A little more than asked for, or 0.4 would not be 0.3 ± 0.1.
    let rounding = f64::EPSILON * found.abs().max(expected.abs());
    same(found, expected) || (tolerance > 0.0 && (found - expected).abs() <= tolerance + rounding)
}

/// What to do about a difference that comes of adding in binary.
fn hint(found: f64, expected: f64, tolerance: f64) -> &'static str {
    let is_rounding = tolerance == 0.0 && is_near(found, expected, 1e-9 * expected.abs());
    if is_rounding {
        ", which differs in the last digits: write a tolerance behind it, like `± 0.001`"
    } else {
        ""
    }
}

fn missing(series: &Series, page: &Snapshot) -> String {
    let mut text = "    is not there".to_owned();
    match &nearest(series, page)[..] {
        [] if page.all().next().is_none() => text.push_str(": there is nothing at all"),
        [] => text.push_str(", nor is anything with a name like it"),
        near => {
            text.push_str("; the nearest are");
            push_samples(&mut text, near.iter().map(|(series, value)| (*series, *value)));
        }
    }
    text
}

fn absent(series: &Series, page: &Snapshot) -> Result<(), String> {
    let is_meant = |found: &Series, family: &str| {
        (found.name == series.name || family == series.name) && series.labels_in(found) == series.labels.len()
    };
    let mut found = page.shown().filter(|(found, family, _)| is_meant(found, family)).peekable();
    if found.peek().is_none() {
        return Ok(());
    }
    let mut text = "    is there".to_owned();
    push_samples(&mut text, found.map(|(series, _, value)| (series, value)));
    Err(text)
}

/// How many samples a report shows of those that there are.
const SHOWN: usize = 5;

fn push_samples<'a>(text: &mut String, samples: impl Iterator<Item = (&'a Series, f64)>) {
    let mut samples = samples;
    for (series, value) in samples.by_ref().take(SHOWN) {
        _ = write!(text, "\n      {series} {}", number(value));
    }
    match samples.count() {
        0 => {}
        more => _ = write!(text, "\n      and {more} more"),
    }
}
