//! The lines of a page, put together to families.

use super::{Family, line::Line};

/// The families of a page, in its order.
pub(super) fn families(text: &str) -> Result<Vec<Family>, String> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let text = text.strip_suffix('\n').ok_or("the last line has no line feed")?;
    let mut families = Vec::new();
    for line in text.split('\n') {
        add(&mut families, line).map_err(|what| format!("{what}, in the line {line:?}"))?;
    }
    Ok(families)
}

fn add(families: &mut Vec<Family>, line: &str) -> Result<(), String> {
    match Line::read(line)? {
        Line::Help { family, text } => {
            families.push(Family { name: family, kind: String::new(), help: text, samples: Vec::new() });
        }
        Line::Type { family, kind } => {
            let announced = families.last_mut().filter(|last| last.name == family && last.kind.is_empty());
            announced.ok_or("a type that does not follow the help of its family")?.kind = kind;
        }
        Line::Sample(sample) => {
            let family = families.last_mut().filter(|family| !family.kind.is_empty());
            family.ok_or("a sample before the type of its family")?.samples.push(sample);
        }
    }
    Ok(())
}
