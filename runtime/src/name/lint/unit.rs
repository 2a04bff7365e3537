//! Units in names.

/// What to write instead of an abbreviation.
pub(super) const fn in_full(part: &[u8]) -> Option<&'static str> {
    match small(part) {
        Some([b's' | b'm' | b'h' | b'd', 0, 0] | [b'm' | b'u' | b'n', b's', 0] | [b's', b'e', b'c']) => {
            Some("units are written out, and times are in seconds: write `_seconds`")
        }
        Some([b'b', 0, 0] | [b'k' | b'm' | b'g' | b't' | b'p', b'b', 0]) => {
            Some("units are written out, and sizes are in bytes: write `_bytes`")
        }
        _ => None,
    }
}

/// At most three letters, in small ones.
const fn small(part: &[u8]) -> Option<[u8; 3]> {
    match *part {
        [a] => Some([a.to_ascii_lowercase(), 0, 0]),
        [a, b] => Some([a.to_ascii_lowercase(), b.to_ascii_lowercase(), 0]),
        [a, b, c] => Some([a.to_ascii_lowercase(), b.to_ascii_lowercase(), c.to_ascii_lowercase()]),
        _ => None,
    }
}

/// What to write instead of a unit with this base unit.
pub(super) const fn in_base_unit(base: &str) -> &'static str {
    match base.as_bytes() {
        b"seconds" => "times are in the base unit: record seconds and write `_seconds`",
        b"bytes" => "sizes are in the base unit: record bytes and write `_bytes`",
        b"celsius" => "temperatures are in a base unit: record degrees Celsius and write `_celsius`",
        b"kelvin" => "temperatures are in a base unit: write `_kelvin`",
        b"joules" => "energies are in the base unit: record joules and write `_joules`",
        b"grams" => "weights are in the base unit: record grams and write `_grams`",
        b"amperes" => "currents are in the base unit: record amperes and write `_amperes`",
        b"volts" => "voltages are in the base unit: record volts and write `_volts`",
        _ => "lengths are in the base unit: record meters and write `_meters`",
    }
}

/// The base unit of this unit, with or without a prefix such as `milli`; nothing if it is none.
pub(super) const fn base_unit(part: &[u8]) -> Option<&'static str> {
    match unprefixed(part) {
        Some(base) => Some(base),
        None => match *part {
            [b'p', b'i', b'c', b'o', ref unit @ ..]
            | [b'n', b'a', b'n', b'o', ref unit @ ..]
            | [b'm', b'i', b'c', b'r', b'o', ref unit @ ..]
            | [b'm', b'i', b'l', b'l', b'i', ref unit @ ..]
            | [b'c', b'e', b'n', b't', b'i', ref unit @ ..]
            | [b'd', b'e', b'c', b'i' | b'a', ref unit @ ..]
            | [b'h', b'e', b'c', b't', b'o', ref unit @ ..]
            | [b'k', b'i', b'l', b'o', ref unit @ ..]
            // `mibi` is how `promlint` spells it.
            | [b'm', b'e' | b'i', b'b', b'i', ref unit @ ..]
            | [b'm', b'e', b'g', b'a', ref unit @ ..]
            | [b'g', b'i', b'g', b'a', ref unit @ ..]
            | [b'k' | b'g', b'i', b'b', b'i', ref unit @ ..]
            | [b't', b'e', b'r', b'a', ref unit @ ..]
            | [b'p', b'e', b't', b'a', ref unit @ ..]
            | [b't' | b'p', b'e', b'b', b'i', ref unit @ ..] => unprefixed(unit),
            _ => None,
        },
    }
}

/// The same without a prefix.
const fn unprefixed(unit: &[u8]) -> Option<&'static str> {
    match unit {
        b"amperes" => Some("amperes"),
        b"bytes" | b"bits" => Some("bytes"),
        b"celsius" | b"fahrenheit" | b"rankine" => Some("celsius"),
        b"kelvin" | b"kelvins" => Some("kelvin"),
        b"grams" | b"pounds" | b"ounces" => Some("grams"),
        b"joules" | b"calories" => Some("joules"),
        b"meters" | b"inches" | b"yards" | b"miles" => Some("meters"),
        b"metres" => Some("metres"),
        b"seconds" | b"minutes" | b"hours" | b"days" | b"weeks" => Some("seconds"),
        b"volts" => Some("volts"),
        _ => None,
    }
}
