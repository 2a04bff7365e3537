//! The lines of a page, whatever they say.

use super::{Findings, Rule};
use crate::exposition::{
    Format,
    parse::{Dialect, Note, Oddity, ParsedFamily, Reading, Type},
};

pub(super) fn check(page: &str, format: Format, reading: &Reading<'_>, findings: &mut Findings) {
    let line = page.split('\n').count();
    if !page.is_empty() && !page.ends_with('\n') {
        let message = "the last line has no line feed: end it with one".to_owned();
        match findings.dialect {
            Dialect::Text => findings.error(Rule::FinalLineFeed, line, message),
            Dialect::OpenMetrics => findings.warning(Rule::FinalLineFeed, line, message),
        }
    }
    for note in &reading.notes {
        let family = &reading.page.families[note.family];
        findings.turn_to(&family.name);
        of_note(*note, family, format, findings);
    }
}

fn of_note(note: Note, family: &ParsedFamily<'_>, format: Format, findings: &mut Findings) {
    let (line, name) = (note.line, &family.name);
    match note.what {
        Oddity::SecondMetadata(keyword) => findings.error(
            Rule::RepeatedMetadata,
            line,
            format!("`{name}` has a second `{keyword}`: leave one out, or name one of two families differently"),
        ),
        Oddity::AfterSamples(keyword) => after_samples(keyword, line, family, findings),
        Oddity::OutOfOrder(keyword) if findings.is_open_metrics() => findings.warning(
            Rule::MetadataOrder,
            line,
            format!("`{keyword}` comes late: write `TYPE`, `UNIT` and `HELP` in this order"),
        ),
        Oddity::Resumed => findings.error(
            Rule::FamilyInterleaved,
            line,
            format!("`{name}` goes on after lines of another family: write all its lines one after the other"),
        ),
        Oddity::OddEscape => findings.strict_in_text(line),
        Oddity::BareQuote => findings.warning(
            Rule::Escape,
            line,
            "there is a `\"` without a backslash before it: write `\\\"`".to_owned(),
        ),
        Oddity::BlankAtEnd => {
            let message = "there is a blank at the end of the line, which `promtool` refuses: leave it out";
            findings.error(Rule::BlankAtEnd, line, message.to_owned());
        }
        Oddity::QuotedName if matches!(format, Format::Text0_0_4 | Format::OpenMetrics0_0_1) => findings.error(
            Rule::QuotedName,
            line,
            format!("a name is in quotes, which this version does not have: escape it, or send the page as version 1.0.0 (in `{name}`)"),
        ),
        Oddity::OutOfOrder(_) | Oddity::QuotedName => {}
    }
}

fn after_samples(keyword: &str, line: usize, family: &ParsedFamily<'_>, findings: &mut Findings) {
    let message =
        format!("`{keyword}` of `{}` comes after its samples: write it before the first", family.name);
    if keyword == "HELP" {
        findings.strict(Rule::MetadataAfterSamples, line, message);
    } else {
        findings.error(Rule::MetadataAfterSamples, line, message);
    }
}

impl Findings {
    /// A backslash that escapes nothing: `promtool` refuses it in the text format, OpenMetrics only advises against it.
    fn strict_in_text(&mut self, line: usize) {
        let message = "there is a `\\` before something that needs none: write `\\\\` for a backslash";
        match self.dialect {
            Dialect::Text => self.error(Rule::Escape, line, message.to_owned()),
            Dialect::OpenMetrics => self.warning(Rule::Escape, line, message.to_owned()),
        }
    }
}

/// What is said of a family.
pub(super) fn metadata(family: &ParsedFamily<'_>, findings: &mut Findings) {
    let (name, line) = (&family.name, family.line);
    let help = family.help.as_deref().unwrap_or_default();
    if help.ends_with('\r') {
        let message = "there is a carriage return at the end of a help text: end lines with a line feed only";
        findings.strict(Rule::CarriageReturn, line, message.to_owned());
    }
    if !family.samples.is_empty() && help.is_empty() {
        let message = format!(
            "`{name}` has no help text: write `# HELP {name} …` with a sentence that says what it is"
        );
        findings.warning(Rule::MissingHelp, line, message);
    }
    if !family.samples.is_empty() && !family.has_type() {
        let message = format!(
            "`{name}` has no type, so it counts as {}: write `# TYPE {name} …` before its samples",
            nothing(findings.dialect)
        );
        findings.warning(Rule::MissingType, line, message);
    }
    if let Some(unit) = family.unit.as_deref().filter(|unit| !unit.is_empty()) {
        of_unit(family, unit, findings);
    }
}

fn nothing(dialect: Dialect) -> String {
    format!("`{}`", Type::Unknown.word(dialect).unwrap_or_default())
}

fn of_unit(family: &ParsedFamily<'_>, unit: &str, findings: &mut Findings) {
    let name = &family.name;
    if matches!(family.kind, Type::Info | Type::StateSet) {
        let message =
            format!("`{name}` is of type {} and has a unit: leave the `UNIT` line out", family.kind);
        findings.error(Rule::UnitOfType, family.line, message);
    } else if !name.strip_suffix(unit).is_some_and(|rest| rest.len() > 1 && rest.ends_with('_')) {
        let message = format!(
            "`{name}` has the unit `{unit}`, which is not its ending: call it `{name}_{unit}`, or leave the `UNIT` line out"
        );
        findings.error(Rule::Unit, family.line, message);
    }
}
