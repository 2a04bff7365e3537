//! What a page does otherwise than it should.

use std::{fmt, sync::Arc};

use super::Rule;
use crate::exposition::parse::{Dialect, ParseError};

/// A rule that a page breaks, where, and what to write instead.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    rule: Rule,
    severity: Severity,
    line: usize,
    is_in_earlier: bool,
    family: Option<Arc<str>>,
    message: String,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// The specification says SHOULD, or people stumble over it.
    Warning,
    /// The specification says MUST, or Prometheus refuses or loses something.
    Error,
}

impl Finding {
    /// The rule that is broken.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The line that it is about; the first is 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Whether that is a line of the earlier of two pages.
    pub fn is_in_earlier(&self) -> bool {
        self.is_in_earlier
    }

    /// The name of the family that it is about.
    pub fn family(&self) -> Option<&str> {
        self.family.as_deref()
    }

    /// What is wrong, and what to write instead.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let page = if self.is_in_earlier { "earlier page, " } else { "" };
        write!(f, "{page}line {}: {}: {} ({})", self.line, self.severity, self.message, self.rule)
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// What has been found so far.
#[derive(Debug)]
pub(super) struct Findings {
    pub(super) dialect: Dialect,
    list: Vec<Finding>,
    family: Option<Arc<str>>,
}

impl Findings {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, list: Vec::new(), family: None }
    }

    pub(super) fn is_open_metrics(&self) -> bool {
        self.dialect == Dialect::OpenMetrics
    }

    /// What follows is about this family.
    pub(super) fn turn_to(&mut self, family: &str) {
        self.family = Some(Arc::from(family));
    }

    /// What follows is about no family, or about several.
    pub(super) fn turn_away(&mut self) {
        self.family = None;
    }

    pub(super) fn error(&mut self, rule: Rule, line: usize, message: String) {
        self.push(rule, Severity::Error, line, message);
    }

    pub(super) fn warning(&mut self, rule: Rule, line: usize, message: String) {
        self.push(rule, Severity::Warning, line, message);
    }

    /// An error in OpenMetrics, a warning in the text format.
    pub(super) fn strict(&mut self, rule: Rule, line: usize, message: String) {
        let severity = if self.is_open_metrics() { Severity::Error } else { Severity::Warning };
        self.push(rule, severity, line, message);
    }

    /// A warning about a line of the earlier of two pages.
    pub(super) fn earlier_warning(&mut self, rule: Rule, line: usize, message: String) {
        self.warning(rule, line, message);
        self.mark_last_earlier();
    }

    /// Lines that can't be read.
    pub(super) fn unreadable(&mut self, errors: &[ParseError], is_earlier: bool) {
        for error in errors {
            let rule = if error.is_about_the_end() { Rule::Eof } else { Rule::Syntax };
            let message = match error.column() {
                1 => error.message().to_owned(),
                column => format!("column {column}: {}", error.message()),
            };
            self.error(rule, error.line(), message);
            if is_earlier {
                self.mark_last_earlier();
            }
        }
    }

    /// In the order of the lines.
    pub(super) fn into_sorted(mut self) -> Vec<Finding> {
        self.list.sort_by_key(|finding| (!finding.is_in_earlier, finding.line));
        self.list
    }

    fn mark_last_earlier(&mut self) {
        if let Some(last) = self.list.last_mut() {
            last.is_in_earlier = true;
        }
    }

    fn push(&mut self, rule: Rule, severity: Severity, line: usize, message: String) {
        let family = self.family.clone();
        self.list.push(Finding { rule, severity, line, is_in_earlier: false, family, message });
    }
}
