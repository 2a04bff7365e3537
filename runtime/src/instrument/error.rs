//! Why a call failed.

use std::error::Error;

use super::Ending;
use crate::label::ErrorKind;

/// The label that says why a call failed.
#[derive(Clone, Copy, Debug)]
pub struct ErrorLabel {
    name: &'static str,
    kinds: &'static [&'static str],
}

/// The kind of a failure without an error, such as a success that an argument takes for one. The first of all; an error that
/// has a kind of this name is counted beside it, and the page adds them up.
const UNKNOWN: &str = "other";

impl ErrorLabel {
    /// A label with these values.
    pub const fn new(name: &'static str, kinds: &'static [&'static str]) -> Self {
        Self { name, kinds }
    }

    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    /// The values that it can have on calls that end like this: an empty one unless they fail.
    pub(super) fn values_of(&self, ending: Ending) -> Vec<&'static str> {
        match ending {
            Ending::Failure(_) => std::iter::once(UNKNOWN).chain(self.kinds.iter().copied()).collect(),
            Ending::Success | Ending::Panic | Ending::Cancelled => vec![""],
        }
    }
}

/// What holds an error where a call failed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no error",
    label = "not a `Result`",
    note = "`error` is for functions that return a `Result`"
)]
pub trait Fails {
    /// The error.
    type Error: ?Sized;

    /// The error, where there is one.
    fn error(&self) -> Option<&Self::Error>;
}

impl<T, E> Fails for Result<T, E> {
    type Error = E;

    #[inline]
    fn error(&self) -> Option<&E> {
        self.as_ref().err()
    }
}

/// The kind of the error in `result`, for `Ending::Failure`.
#[inline]
pub fn error_kind<E: ErrorKind, R: Fails<Error = E>>(result: &R) -> u16 {
    error_kind_by(result, E::KINDS.len(), ErrorKind::kind)
}

/// The same as `find` tells it, among so many.
#[inline]
pub fn error_kind_by<R: Fails>(result: &R, kinds: usize, find: impl FnOnce(&R::Error) -> usize) -> u16 {
    // Bounded, because a hand-written kind that is none would count in somebody else's slots.
    let kind = result.error().map(find).filter(|kind| *kind < kinds);
    kind.and_then(|kind| u16::try_from(kind + 1).ok()).unwrap_or(0)
}

/// Whether an error is of this type, or one of those that caused it is.
pub fn is_caused_by<E: Error + 'static>(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<E>() {
            return true;
        }
        next = error.source();
    }
    false
}

/// An error of any type as one whose causes can be asked: method resolution finds the boxed ones here, what is an
/// [`Error`] itself in [`OfError`], and what can be seen as one in [`OfErased`].
#[derive(Debug)]
pub struct ErrorProbe<'a, E: ?Sized>(pub &'a E);

macro_rules! boxed {
    ($($error:ty),*) => {$(
        impl<'a> ErrorProbe<'a, Box<$error>> {
            /// The error itself.
            pub fn __tickmark_error(&self) -> &'a (dyn Error + 'static) {
                &**self.0
            }
        }
    )*};
}

boxed!(dyn Error, dyn Error + Send, dyn Error + Send + Sync);

/// The answer for errors.
pub trait OfError<'a> {
    /// The error itself.
    fn __tickmark_error(&self) -> &'a (dyn Error + 'static);
}

impl<'a, E: Error + 'static> OfError<'a> for ErrorProbe<'a, E> {
    fn __tickmark_error(&self) -> &'a (dyn Error + 'static) {
        self.0
    }
}

/// The answer for errors without a type, such as those of `anyhow` and `eyre`.
pub trait OfErased<'a> {
    /// The error itself.
    fn __tickmark_error(&self) -> &'a (dyn Error + 'static);
}

impl<'a, E: AsRef<dyn Error + 'static>> OfErased<'a> for &ErrorProbe<'a, E> {
    fn __tickmark_error(&self) -> &'a (dyn Error + 'static) {
        self.0.as_ref()
    }
}
