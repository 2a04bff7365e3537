//! A whole page, line by line.

use super::{
    Dialect, Page, ParseError,
    families::{Families, Note},
    line::Line,
};

/// What came of reading a page.
#[derive(Debug)]
pub(in crate::exposition) struct Reading<'a> {
    pub(in crate::exposition) page: Page<'a>,
    /// Of the lines that could be read, in their order.
    pub(in crate::exposition) notes: Vec<Note>,
    /// Of the others.
    pub(in crate::exposition) errors: Vec<ParseError>,
}

impl<'a> Reading<'a> {
    /// Reads up to the first line that can't be read.
    pub(super) fn until_an_error(page: &'a str, dialect: Dialect) -> Self {
        Self::read(page, dialect, |_| false)
    }

    /// Reads every line.
    pub(in crate::exposition) fn to_the_end(page: &'a str, dialect: Dialect) -> Self {
        Self::read(page, dialect, |_| true)
    }

    pub(super) fn into_page(mut self) -> Result<Page<'a>, ParseError> {
        if self.errors.is_empty() { Ok(self.page) } else { Err(self.errors.swap_remove(0)) }
    }

    fn read(page: &'a str, dialect: Dialect, goes_on: impl Fn(&ParseError) -> bool) -> Self {
        let mut families = Families::new(dialect);
        let mut errors = Vec::new();
        let mut end = None;
        let mut last = 0;
        for (number, text) in lines(page) {
            last = number;
            let read = Line::read(text, number, dialect).map_err(|fault| ParseError::new(number, fault));
            let read = if end.is_some() { Err(behind_the_end(number)) } else { read };
            match read {
                Ok((line, remarks)) => {
                    end = matches!(line, Line::Eof).then_some(number);
                    families.add(number, line, remarks);
                }
                Err(error) => {
                    let is_over = error.is_about_the_end() || !goes_on(&error);
                    errors.push(error);
                    if is_over {
                        break;
                    }
                }
            }
        }
        if dialect == Dialect::OpenMetrics && end.is_none() && errors.is_empty() {
            errors.push(ParseError::about_the_end(
                last.max(1),
                "the page does not end with `# EOF`: write it as the last line",
            ));
        }
        let (page, notes) = families.finish();
        Self { page, notes, errors }
    }
}

fn behind_the_end(line: usize) -> ParseError {
    ParseError::about_the_end(
        line,
        "there is something behind `# EOF`: leave it out, or move it before that line",
    )
}

/// The lines of a page with their numbers; a line feed at the end begins no other.
fn lines(page: &str) -> impl Iterator<Item = (usize, &str)> {
    let page = page.strip_suffix('\n').unwrap_or(page);
    let is_empty = page.is_empty();
    (1..).zip(page.split('\n')).filter(move |_| !is_empty)
}
