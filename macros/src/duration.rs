//! `slow = "1s"` and the like: a length of time.

use proc_macro2::Ident;
use syn::{Lit, parse::ParseStream};

use crate::{arguments, diag::Diagnostics, literal};

/// Each unit in seconds; longer words first where one ends in another.
const UNITS: &[(&str, f64)] =
    &[("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("min", 60.0), ("s", 1.0), ("h", 3_600.0)];

/// `key = "250ms"`, in seconds.
pub(crate) fn parse(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<f64> {
    let example = format!("{key} = \"250ms\"");
    let written = arguments::value(key, &example, input, diag)?;
    let seconds = match literal::as_literal(&written) {
        Some(Lit::Str(text)) => seconds(&text.value()),
        _ => None,
    };
    if seconds.is_none() {
        let units = "`ns`, `us`, `ms`, `s`, `min` or `h`";
        diag.error(&written, format_args!("`{key}` takes a length of time in {units}: write `{example}`"));
    }
    seconds
}

fn seconds(text: &str) -> Option<f64> {
    let (number, unit) =
        UNITS.iter().find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)))?;
    let number: f64 = number.trim_end().parse().ok()?;
    // Divided where that is exact: a thousandth is no binary fraction.
    let seconds = if *unit < 1.0 { number / (1.0 / unit).round() } else { number * unit };
    (seconds.is_finite() && seconds > 0.0).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn units_are_seconds() {
        for (text, expected) in [
            ("1s", 1.0),
            ("250ms", 0.25),
            ("1.5 h", 5_400.0),
            ("3min", 180.0),
            ("20us", 2e-5),
            ("7 ns", 7e-9),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        for text in ["", "s", "1", "-1s", "0ms", "1 second", "infs", "1e999h", "NaNs"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
