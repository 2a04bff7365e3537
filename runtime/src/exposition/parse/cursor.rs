//! A place in a line, and what can be read from there.

use std::borrow::Cow;

use super::{Dialect, error::Fault, model::is_plain_letter};

/// How far a line has been read.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    line: &'a str,
    /// In bytes.
    at: usize,
    pub(super) dialect: Dialect,
    pub(super) remarks: Remarks,
}

/// What can be read, but is not written as everybody reads it.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is so or not, whatever the others are")]
pub(super) struct Remarks {
    /// A backslash before something that needs none.
    pub(super) has_odd_escape: bool,
    /// A quote in a help text that has no backslash before it.
    pub(super) has_bare_quote: bool,
    /// A blank behind a sample.
    pub(super) has_blank_at_end: bool,
    /// A name in quotes.
    pub(super) has_quoted_name: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(line: &'a str, dialect: Dialect) -> Self {
        Self { line, at: 0, dialect, remarks: Remarks::default() }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.line.len()
    }

    pub(super) fn ends_in_a_blank(&self) -> bool {
        self.line.ends_with(is_blank)
    }

    /// Takes `text` if it comes next.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let comes_next = self.rest().starts_with(text);
        if comes_next {
            self.at += text.len();
        }
        comes_next
    }

    /// Takes what comes next for as long as it is like this.
    pub(super) fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let (taken, _) = rest.split_at(rest.find(|letter| !is_part(letter)).unwrap_or(rest.len()));
        self.at += taken.len();
        taken
    }

    pub(super) fn take_rest(&mut self) -> &'a str {
        self.take_while(|_| true)
    }

    /// Takes what is up to the next blank.
    pub(super) fn word(&mut self) -> &'a str {
        match self.dialect {
            Dialect::Text => self.take_while(|letter| !is_blank(letter)),
            Dialect::OpenMetrics => self.take_while(|letter| letter != ' '),
        }
    }

    /// Takes the blanks that say nothing.
    pub(super) fn skip_blanks(&mut self) {
        if self.dialect.is_lenient() {
            self.take_while(is_blank);
        }
    }

    /// Takes what separates two parts: one blank, or in the text format any number.
    pub(super) fn separator(&mut self, before: &str) -> Result<(), Fault> {
        if self.dialect.is_lenient() {
            if self.take_while(is_blank).is_empty() {
                return Err(self.expected(&format!("a blank before {before}")));
            }
            return Ok(());
        }
        if !self.take(" ") {
            return Err(self.expected(&format!("one blank before {before}")));
        }
        if self.peek().is_some_and(is_blank) {
            return Err(self.fault(format!("there is more than one blank before {before}: leave one")));
        }
        Ok(())
    }

    /// A name without quotes, which ends where its letters do; empty if there is none.
    pub(super) fn plain_name(&mut self, may_have_colons: bool) -> &'a str {
        if self.peek().is_some_and(|first| first.is_ascii_digit()) {
            return "";
        }
        self.take_while(|letter| is_plain_letter(letter, may_have_colons))
    }

    /// What stands between quotes, no longer escaped.
    pub(super) fn quoted(&mut self, what: &str) -> Result<Cow<'a, str>, Fault> {
        if !self.take("\"") {
            return Err(self.expected(&format!("`\"` at the start of {what}")));
        }
        let rest = self.rest();
        let Some(length) = length_in_quotes(rest) else {
            return Err(self.fault(format!("{what} has no closing quote: write `\"` behind it")));
        };
        self.at += length + 1;
        Ok(self.unescaped(&rest[..length], |letter| letter == '"'))
    }

    /// The text without backslashes before line feeds, backslashes, and what else `is_escaped`.
    pub(super) fn unescaped(&mut self, text: &'a str, is_escaped: impl Fn(char) -> bool) -> Cow<'a, str> {
        let Some(first) = text.find('\\') else { return Cow::Borrowed(text) };
        let mut plain = String::with_capacity(text.len());
        plain.push_str(&text[..first]);
        let mut letters = text[first..].chars();
        while let Some(letter) = letters.next() {
            match (letter, letters.clone().next()) {
                ('\\', Some('n')) => plain.push('\n'),
                ('\\', Some(next)) if next == '\\' || is_escaped(next) => plain.push(next),
                ('\\', _) => {
                    self.remarks.has_odd_escape = true;
                    plain.push(letter);
                    continue;
                }
                _ => {
                    plain.push(letter);
                    continue;
                }
            }
            letters.next();
        }
        Cow::Owned(plain)
    }

    /// What is wrong here.
    pub(super) fn fault(&self, what: String) -> Fault {
        self.fault_before(0, what)
    }

    /// What is wrong so many bytes before here.
    pub(super) fn fault_before(&self, length: usize, what: String) -> Fault {
        Fault { column: self.line[..self.at - length].chars().count() + 1, what }
    }

    /// That something else is here than should be.
    pub(super) fn expected(&self, what: &str) -> Fault {
        self.fault(format!("there is {} where there should be {what}", self.next_shown()))
    }

    fn next_shown(&self) -> String {
        match self.peek() {
            None => "nothing more".to_owned(),
            Some(' ') => "a blank".to_owned(),
            Some('\t') => "a tab".to_owned(),
            Some('\r') => "a carriage return".to_owned(),
            Some(letter) => format!("`{}`", letter.escape_debug()),
        }
    }
}

pub(super) fn is_blank(letter: char) -> bool {
    letter == ' ' || letter == '\t'
}

/// How many bytes there are up to the closing quote.
fn length_in_quotes(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })
}

/// As much of what somebody wrote as a message can show, in backticks.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut letters = text.escape_debug();
    let start: String = letters.by_ref().take(MOST).collect();
    if letters.next().is_some() { format!("`{start}…`") } else { format!("`{start}`") }
}
