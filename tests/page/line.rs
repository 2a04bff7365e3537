//! One line of a page.

use super::Sample;

/// What a line says.
pub(super) enum Line {
    Help { family: String, text: String },
    Type { family: String, kind: String },
    Sample(Sample),
}

impl Line {
    pub(super) fn read(line: &str) -> Result<Self, String> {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (family, text) = rest.split_once(' ').ok_or("a help without a text")?;
            return Ok(Self::Help { family: metric_name(family)?, text: unescape(text, "\\n")? });
        }
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (family, kind) = rest.split_once(' ').ok_or("a type without a kind")?;
            return Ok(Self::Type { family: metric_name(family)?, kind: known_kind(kind)? });
        }
        sample(line).map(Self::Sample)
    }
}

fn sample(line: &str) -> Result<Sample, String> {
    let (name, rest) = line.split_at(line.find(['{', ' ']).ok_or("a sample without a value")?);
    let (mut labels, rest) = match rest.strip_prefix('{') {
        Some(rest) => labels(rest)?,
        None => (Vec::new(), rest),
    };
    // To Prometheus, too, an empty value is no label.
    labels.retain(|(_, value)| !value.is_empty());
    labels.sort_unstable();
    let number = rest.strip_prefix(' ').ok_or("no space before the value")?;
    Ok(Sample { name: metric_name(name)?, labels, value: value(number)? })
}

type Labels = Vec<(String, String)>;

/// The labels behind an opening brace, and what follows the closing one.
fn labels(text: &str) -> Result<(Labels, &str), String> {
    let (mut labels, mut rest) = (Vec::new(), text);
    loop {
        let (name, after) = rest.split_once("=\"").ok_or("a label without a value")?;
        let end = end_of_value(after).ok_or("a label value without an end")?;
        labels.push((label_name(name)?, unescape(&after[..end], "\\n\"")?));
        rest = &after[end + 1..];
        if let Some(after) = rest.strip_prefix('}') {
            return Ok((labels, after));
        }
        rest = rest.strip_prefix(',').ok_or("neither a comma nor a brace after a label")?;
    }
}

fn end_of_value(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some(at),
            '\\' => _ = characters.next()?,
            _ => {}
        }
    }
    None
}

/// Only what the format says may be escaped is.
fn unescape(text: &str, escapable: &str) -> Result<String, String> {
    let (mut plain, mut characters) = (String::new(), text.chars());
    while let Some(character) = characters.next() {
        plain.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some(escaped) if escapable.contains(escaped) => escaped,
                other => return Err(format!("a backslash before {other:?}")),
            },
            other => other,
        });
    }
    Ok(plain)
}

fn value(text: &str) -> Result<f64, String> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.e".contains(&byte));
    match text {
        "+Inf" => Ok(f64::INFINITY),
        "-Inf" => Ok(f64::NEG_INFINITY),
        "NaN" => Ok(f64::NAN),
        _ if is_plain => text.parse().map_err(|_| format!("{text:?} is no number")),
        _ => Err(format!("{text:?} is no number")),
    }
}

fn metric_name(name: &str) -> Result<String, String> {
    identifier(&name.replace(':', "_")).then(|| name.to_owned()).ok_or(format!("{name:?} names no metric"))
}

fn label_name(name: &str) -> Result<String, String> {
    identifier(name).then(|| name.to_owned()).ok_or(format!("{name:?} names no label"))
}

fn identifier(name: &str) -> bool {
    let is_letter = |character: char| character.is_ascii_alphabetic() || character == '_';
    name.starts_with(is_letter) && name.chars().all(|each| is_letter(each) || each.is_ascii_digit())
}

fn known_kind(kind: &str) -> Result<String, String> {
    let known = ["counter", "gauge", "histogram", "summary", "untyped"].contains(&kind);
    known.then(|| kind.to_owned()).ok_or(format!("{kind:?} is no kind"))
}
