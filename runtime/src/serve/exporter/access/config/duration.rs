//! Durations as Go writes them.

use std::time::Duration;

/// `1m30s`, `100ms` or `0`; nothing where it is none, or longer than a year.
pub(super) fn read(text: &str) -> Option<Duration> {
    const LONGEST: f64 = 366.0 * 24.0 * 3600.0;
    if text == "0" {
        return Some(Duration::ZERO);
    }
    let (mut rest, mut seconds) = (text, 0.0);
    while !rest.is_empty() {
        let end = rest.find(|it: char| !it.is_ascii_digit() && it != '.')?;
        let number: f64 = rest[..end].parse().ok()?;
        let after = &rest[end..];
        let end = after.find(|it: char| it.is_ascii_digit() || it == '.').unwrap_or(after.len());
        seconds += number * unit(&after[..end])?;
        rest = &after[end..];
    }
    (!text.is_empty() && seconds <= LONGEST).then(|| Duration::from_secs_f64(seconds))
}

fn unit(word: &str) -> Option<f64> {
    Some(match word {
        "ns" => 1e-9,
        "us" | "µs" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::read;

    #[test]
    fn durations_are_those_of_go() {
        for (text, milliseconds) in
            [("0", 0), ("0s", 0), ("100ms", 100), ("1.5s", 1500), ("1m30s", 90_000), ("2h", 7_200_000)]
        {
            assert_eq!(read(text), Some(Duration::from_millis(milliseconds)), "{text}");
        }
        for text in ["", "1", "s", "1 s", "-1s", "1d", "1s1", "99999999h", "1..2s", "NaNs"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
