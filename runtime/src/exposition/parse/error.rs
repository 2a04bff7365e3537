//! Why a page can't be read.

use std::fmt;

use crate::exposition::Format;

/// What is wrong with a page, where, and what to write instead.
#[derive(Clone, PartialEq, Eq)]
pub struct ParseError {
    line: usize,
    column: usize,
    what: String,
    is_about_the_end: bool,
}

/// What is wrong with a line.
#[derive(Debug)]
pub(super) struct Fault {
    /// In characters, from 1.
    pub(super) column: usize,
    pub(super) what: String,
}

impl ParseError {
    pub(super) fn new(line: usize, fault: Fault) -> Self {
        Self { line, column: fault.column, what: fault.what, is_about_the_end: false }
    }

    /// One about `# EOF`.
    pub(super) fn about_the_end(line: usize, what: &str) -> Self {
        Self { line, column: 1, what: what.to_owned(), is_about_the_end: true }
    }

    pub(in crate::exposition) fn of_format(format: Format) -> Self {
        let what = format!("`{format:?}` is no text format: ask for the page in one of text or OpenMetrics");
        Self::new(1, Fault { column: 1, what })
    }

    /// The line that it is about; the first is 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Where in the line, in characters; the first is 1.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What is wrong, and what to write instead.
    pub fn message(&self) -> &str {
        &self.what
    }

    pub(in crate::exposition) fn is_about_the_end(&self) -> bool {
        self.is_about_the_end
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.what)
    }
}

impl fmt::Debug for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ParseError {}
