//! One line of a page.

use std::borrow::Cow;

use super::{
    Dialect, Label, ParsedExemplar, ParsedNumber, ParsedTimestamp, Sample, Type,
    cursor::{Cursor, Remarks, shown},
    error::Fault,
};

/// What a line says.
#[derive(Debug)]
pub(super) enum Line<'a> {
    /// Nothing.
    Blank,
    /// The last line of OpenMetrics.
    Eof,
    Metadata(Cow<'a, str>, Metadata<'a>),
    Sample(Sample<'a>),
}

/// What a line says of a family.
#[derive(Debug)]
pub(super) enum Metadata<'a> {
    Type(Type),
    Unit(Cow<'a, str>),
    Help(Cow<'a, str>),
}

impl<'a> Line<'a> {
    /// Reads line `number` of a page, without its line feed.
    pub(super) fn read(text: &'a str, number: usize, dialect: Dialect) -> Result<(Self, Remarks), Fault> {
        let mut cursor = Cursor::new(text, dialect);
        let line = match dialect {
            Dialect::Text => of_text(&mut cursor, number),
            Dialect::OpenMetrics if text.ends_with('\r') => Err(carriage_return(text)),
            Dialect::OpenMetrics => of_open_metrics(&mut cursor, number),
        };
        match line {
            Ok(line) => Ok((line, cursor.remarks)),
            Err(_) if text.ends_with('\r') => Err(carriage_return(text)),
            Err(fault) => Err(fault),
        }
    }
}

fn carriage_return(line: &str) -> Fault {
    let what = "there is a carriage return at the end of the line: end lines with a line feed only";
    Fault { column: line.chars().count(), what: what.to_owned() }
}

fn of_text<'a>(cursor: &mut Cursor<'a>, number: usize) -> Result<Line<'a>, Fault> {
    cursor.skip_blanks();
    if cursor.is_at_end() {
        return Ok(Line::Blank);
    }
    if !cursor.take("#") {
        return sample(cursor, number).map(Line::Sample);
    }
    cursor.skip_blanks();
    let keyword = cursor.word();
    cursor.skip_blanks();
    // A line with the keyword alone is a comment, as is one that ends with the name.
    if !matches!(keyword, "HELP" | "TYPE") || cursor.is_at_end() {
        return Ok(Line::Blank);
    }
    let name = family_name(cursor, keyword)?;
    if cursor.is_at_end() {
        return Ok(Line::Blank);
    }
    cursor.separator("what is said of the family")?;
    if cursor.is_at_end() {
        return Ok(Line::Blank);
    }
    metadata(cursor, keyword).map(|metadata| Line::Metadata(name, metadata))
}

fn of_open_metrics<'a>(cursor: &mut Cursor<'a>, number: usize) -> Result<Line<'a>, Fault> {
    if cursor.is_at_end() {
        return Err(cursor.fault("there is an empty line: OpenMetrics has none, leave it out".to_owned()));
    }
    if !cursor.take("#") {
        return sample(cursor, number).map(Line::Sample);
    }
    if cursor.rest() == " EOF" {
        return Ok(Line::Eof);
    }
    let keyword = if cursor.take(" ") { cursor.word() } else { "" };
    if !matches!(keyword, "HELP" | "TYPE" | "UNIT") {
        let what =
            "OpenMetrics has no comments: begin the line with `# TYPE `, `# UNIT `, `# HELP ` or a sample";
        return Err(Fault { column: 1, what: what.to_owned() });
    }
    cursor.separator("the name of the family")?;
    let name = family_name(cursor, keyword)?;
    if !cursor.take(" ") {
        return Err(cursor.expected("one blank behind the name of the family"));
    }
    metadata(cursor, keyword).map(|metadata| Line::Metadata(name, metadata))
}

fn family_name<'a>(cursor: &mut Cursor<'a>, keyword: &str) -> Result<Cow<'a, str>, Fault> {
    if cursor.peek() == Some('"') {
        cursor.remarks.has_quoted_name = true;
        return filled(cursor, "the name of a family");
    }
    let name = cursor.plain_name(true);
    if name.is_empty() || cursor.peek().is_some_and(|letter| !matches!(letter, ' ' | '\t')) {
        let instead = format!(
            "write letters, digits and `_`, no digit first, or the name in quotes: `# {keyword} \"a.name\" …`"
        );
        return Err(not_in_a_name(cursor, "the name of a family", &instead));
    }
    Ok(Cow::Borrowed(name))
}

/// What is in quotes, if it is something.
fn filled<'a>(cursor: &mut Cursor<'a>, what: &str) -> Result<Cow<'a, str>, Fault> {
    let name = cursor.quoted(what)?;
    if name.is_empty() {
        return Err(cursor.fault_before(2, format!("{what} is empty: write one")));
    }
    Ok(name)
}

fn not_in_a_name(cursor: &Cursor<'_>, what: &str, instead: &str) -> Fault {
    match cursor.peek() {
        Some('\u{feff}') => cursor.fault("there is a byte order mark: leave it out".to_owned()),
        Some(letter) if !letter.is_whitespace() => {
            cursor.fault(format!("`{}` can't be here in {what}: {instead}", letter.escape_debug()))
        }
        _ => cursor.expected(&format!("{what}: {instead}")),
    }
}

fn metadata<'a>(cursor: &mut Cursor<'a>, keyword: &str) -> Result<Metadata<'a>, Fault> {
    let text = cursor.take_rest();
    match keyword {
        "TYPE" => match Type::named(text, cursor.dialect) {
            Some(kind) => Ok(Metadata::Type(kind)),
            None => Err(cursor.fault_before(text.len(), no_type(text, cursor.dialect))),
        },
        "UNIT" if text.contains(char::is_whitespace) => {
            let what = format!("{} is no unit: write one word, such as `seconds`", shown(text));
            Err(cursor.fault_before(text.len(), what))
        }
        "UNIT" => Ok(Metadata::Unit(Cow::Borrowed(text))),
        _ => {
            let takes_quotes = cursor.dialect == Dialect::OpenMetrics;
            cursor.remarks.has_bare_quote = takes_quotes && has_bare_quote(text);
            Ok(Metadata::Help(cursor.unescaped(text, |letter| takes_quotes && letter == '"')))
        }
    }
}

fn no_type(word: &str, dialect: Dialect) -> String {
    let words: Vec<_> = Type::words(dialect).map(|word| format!("`{word}`")).collect();
    format!("{} is no type: write one of {}", shown(word), words.join(", "))
}

fn has_bare_quote(text: &str) -> bool {
    let mut is_escaped = false;
    text.bytes().any(|byte| {
        let is_bare = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_bare
    })
}

fn sample<'a>(cursor: &mut Cursor<'a>, line: usize) -> Result<Sample<'a>, Fault> {
    let mut name = None;
    if cursor.peek() != Some('{') {
        name = Some(sample_name(cursor)?);
        cursor_to_labels(cursor);
    }
    let labels = if cursor.peek() == Some('{') { labels(cursor, Some(&mut name))? } else { Vec::new() };
    let Some(name) = name else {
        return Err(
            cursor.fault("there is no name: write it before the `{`, or in quotes behind it".to_owned())
        );
    };
    let value = value(cursor, "the value")?;
    let timestamp = timestamp(cursor)?;
    let exemplar = exemplar(cursor)?.map(Box::new);
    if !cursor.is_at_end() {
        return Err(cursor.expected("the end of the line"));
    }
    cursor.remarks.has_blank_at_end = cursor.ends_in_a_blank();
    Ok(Sample { name, labels, value, timestamp, exemplar, line })
}

fn sample_name<'a>(cursor: &mut Cursor<'a>) -> Result<Cow<'a, str>, Fault> {
    let name = cursor.plain_name(true);
    match cursor.peek() {
        None | Some(' ' | '\t' | '{') if !name.is_empty() => Ok(Cow::Borrowed(name)),
        _ => {
            let instead =
                "write letters, digits and `_`, no digit first, or the name in quotes: `{\"a.name\"} 1`";
            Err(not_in_a_name(cursor, "the name of a metric", instead))
        }
    }
}

/// In the text format, blanks may stand before the brace; without labels, they separate name and value.
fn cursor_to_labels(cursor: &mut Cursor<'_>) {
    if cursor.dialect.is_lenient() && cursor.rest().trim_start_matches([' ', '\t']).starts_with('{') {
        cursor.skip_blanks();
    }
}

/// The labels in braces. With `name` the name of the metric may be among them, in quotes.
fn labels<'a>(
    cursor: &mut Cursor<'a>,
    mut name: Option<&mut Option<Cow<'a, str>>>,
) -> Result<Vec<Label<'a>>, Fault> {
    cursor.take("{");
    let mut labels = Vec::new();
    cursor.skip_blanks();
    if cursor.take("}") {
        return Ok(labels);
    }
    loop {
        cursor.skip_blanks();
        let is_quoted = cursor.peek() == Some('"');
        let item = label_name(cursor)?;
        cursor.skip_blanks();
        if cursor.take("=") {
            cursor.skip_blanks();
            labels.push(Label { name: item, value: cursor.quoted("the value of a label")? });
        } else {
            place_name(cursor, item, is_quoted, name.as_deref_mut())?;
        }
        cursor.skip_blanks();
        if !goes_on(cursor)? {
            return Ok(labels);
        }
    }
}

/// Whether there are more labels.
fn goes_on(cursor: &mut Cursor<'_>) -> Result<bool, Fault> {
    if cursor.take("}") {
        return Ok(false);
    }
    if !cursor.take(",") {
        return Err(cursor.expected("`,` or `}` behind a label"));
    }
    cursor.skip_blanks();
    if cursor.peek() == Some('}') && !cursor.dialect.is_lenient() {
        let what = "there is no label behind the last comma: leave the comma out";
        return Err(cursor.fault_before(1, what.to_owned()));
    }
    Ok(!cursor.take("}"))
}

fn label_name<'a>(cursor: &mut Cursor<'a>) -> Result<Cow<'a, str>, Fault> {
    if cursor.peek() == Some('"') {
        cursor.remarks.has_quoted_name = true;
        return filled(cursor, "a name");
    }
    let name = cursor.plain_name(false);
    if name.is_empty() {
        let instead =
            "write letters, digits and `_`, no digit first, or the name in quotes: `\"a.label\"=\"value\"`";
        return Err(not_in_a_name(cursor, "the name of a label", instead));
    }
    Ok(Cow::Borrowed(name))
}

/// Takes a name that no value follows for that of the metric.
fn place_name<'a>(
    cursor: &Cursor<'a>,
    item: Cow<'a, str>,
    is_quoted: bool,
    name: Option<&mut Option<Cow<'a, str>>>,
) -> Result<(), Fault> {
    match name {
        Some(name) if name.is_none() && is_quoted && matches!(cursor.peek(), Some(',' | '}')) => {
            *name = Some(item);
            Ok(())
        }
        _ => Err(cursor.expected("`=` behind the name of a label")),
    }
}

fn value<'a>(cursor: &mut Cursor<'a>, what: &str) -> Result<ParsedNumber<'a>, Fault> {
    if cursor.is_at_end() {
        return Err(cursor.fault(format!("{what} is missing: write it behind a blank, like `17` or `0.5`")));
    }
    let is_behind_a_brace = cursor.rest().starts_with(|letter| !matches!(letter, ' ' | '\t'));
    if !(is_behind_a_brace && cursor.dialect.is_lenient()) {
        cursor.separator(what)?;
    }
    let word = cursor.word();
    if word.is_empty() {
        return Err(cursor.expected(&format!("{what}, like `17` or `0.5`")));
    }
    ParsedNumber::read(word).ok_or_else(|| {
        let instead = "write one like `17`, `0.5`, `1e-3`, `+Inf` or `NaN`";
        cursor.fault_before(word.len(), format!("{} is no number: {instead}", shown(word)))
    })
}

fn timestamp<'a>(cursor: &mut Cursor<'a>) -> Result<Option<ParsedTimestamp<'a>>, Fault> {
    if cursor.dialect.is_lenient() {
        cursor.skip_blanks();
    } else if cursor.rest().starts_with(" # ") || !cursor.take(" ") {
        return Ok(None);
    }
    if cursor.is_at_end() && cursor.dialect.is_lenient() {
        return Ok(None);
    }
    let word = cursor.word();
    let (read, instead) = match cursor.dialect {
        Dialect::Text => {
            (ParsedTimestamp::of_milliseconds(word), "whole milliseconds since 1970, such as `1700000000000`")
        }
        Dialect::OpenMetrics => {
            (ParsedTimestamp::of_seconds(word), "seconds since 1970, such as `1700000000.123`")
        }
    };
    let fault = || cursor.fault_before(word.len(), no_timestamp(word, cursor.dialect, instead));
    let timestamp = read.ok_or_else(fault)?;
    cursor.skip_blanks();
    Ok(Some(timestamp))
}

fn no_timestamp(word: &str, dialect: Dialect, instead: &str) -> String {
    match word {
        "" => "there is a blank at the end of the line: leave it out".to_owned(),
        _ if word.starts_with('#') && dialect == Dialect::Text => {
            "the text format has no exemplars and no comments behind a value: write the page in OpenMetrics, or leave it out"
                .to_owned()
        }
        _ => format!("{} is no timestamp: write {instead}", shown(word)),
    }
}

fn exemplar<'a>(cursor: &mut Cursor<'a>) -> Result<Option<ParsedExemplar<'a>>, Fault> {
    if cursor.dialect.is_lenient() || !cursor.take(" # ") {
        return Ok(None);
    }
    if cursor.peek() != Some('{') {
        return Err(cursor.expected("`{` at the start of an exemplar"));
    }
    let labels = labels(cursor, None)?;
    let value = value(cursor, "the value of the exemplar")?;
    let timestamp = timestamp(cursor)?;
    Ok(Some(ParsedExemplar { labels, value, timestamp }))
}
