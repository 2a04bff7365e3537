//! What is wrong with a configuration, and where.

use std::{error::Error, fmt, mem::discriminant, panic::Location, sync::Arc};

/// Where a part of a configuration comes from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// A method, and who called it.
    Code { method: &'static str, at: &'static Location<'static> },
    /// Line and column, counted from 1, of a file, or of a text without a path.
    #[cfg(feature = "toml")]
    Text { path: Option<Arc<str>>, line: usize, column: usize },
    /// A file as a whole.
    #[cfg(feature = "toml")]
    File { path: Arc<str> },
    /// A variable of the environment.
    Variable(Arc<str>),
}

impl Place {
    /// The call of a method of ours.
    #[track_caller]
    pub(super) fn call(method: &'static str) -> Self {
        Self::Code { method, at: Location::caller() }
    }

    /// Whether both are of one sort, and so of one layer, as far as can be told.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code { method, at } => write!(f, "{at}, `{method}`"),
            #[cfg(feature = "toml")]
            Self::Text { path: Some(path), line, column } => write!(f, "{path}:{line}:{column}"),
            #[cfg(feature = "toml")]
            Self::Text { path: None, line, column } => write!(f, "line {line}, column {column}"),
            #[cfg(feature = "toml")]
            Self::File { path } => f.write_str(path),
            Self::Variable(name) => write!(f, "`{name}`"),
        }
    }
}

/// One thing that is wrong, in words that say what to write.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) place: Place,
    pub(super) what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// All that is wrong with a [`Config`](crate::Config).
///
/// It prints each mistake on a line of its own: where it is, which is a place in a file, a variable of the environment or a
/// call of a method, and what to write instead.
///
/// ```
/// let error = tickmark::Config::from_vars([("TICKMARK_PREFX", "shop"), ("TICKMARK_SERIES_LIMIT", "0")]);
/// assert_eq!(
///     error.expect_err("both are wrong").to_string(),
///     "`TICKMARK_SERIES_LIMIT`: a limit leaves room for one series at least: write one like `2000`\n\
///      `TICKMARK_PREFX`: unknown variable, did you mean `TICKMARK_PREFIX`? (known: `TICKMARK_CONFIG`, \
///      `TICKMARK_PREFIX`, `TICKMARK_LABELS`, `TICKMARK_DISABLE`, `TICKMARK_ENABLE`, `TICKMARK_BUCKETS`, \
///      `TICKMARK_LIMITS`, `TICKMARK_SERIES_LIMIT`, `TICKMARK_CREATED`, `TICKMARK_VMRANGE`, `TICKMARK_ENABLED`)"
/// );
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigError(Vec<Mistake>);

impl ConfigError {
    /// The registry is filled already.
    #[track_caller]
    pub(crate) fn late() -> Self {
        let what = "the global registry is in use already, by a scrape or by the call of an annotated function: \
                    configure it first thing in `main`";
        Self(vec![Mistake { place: Place::call("configure"), what: what.to_owned() }])
    }

    pub(super) fn none_or(mistakes: Vec<Mistake>) -> Result<(), Self> {
        if mistakes.is_empty() { Ok(()) } else { Err(Self(mistakes)) }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, mistake) in self.0.iter().enumerate() {
            let line_feed = if at == 0 { "" } else { "\n" };
            write!(f, "{line_feed}{mistake}")?;
        }
        Ok(())
    }
}

/// As it is displayed: what `unwrap` prints is read by people.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for ConfigError {}
