//! The kinds of errors, as values of a label.

mod library;
mod splice;
#[cfg(test)]
mod tests;
mod value;

use std::{rc::Rc, sync::Arc};

pub use splice::{KindParts, Part, assert_kinds_differ, kind_at};
pub use value::KindOf;

/// An error that is one of a closed set of kinds.
///
/// A label whose values are these kinds says why calls fail, with every series there from the start. Derive it for enums and
/// structs; the errors of the standard library have it. An error that is only text, or whose type is erased as in
/// `Box<dyn Error>`, has no closed set of kinds.
///
/// ```
/// use tickmark::ErrorKind;
///
/// #[derive(ErrorKind)]
/// enum OrderError {
///     SoldOut,
///     CardDeclined { reason: String },
/// }
///
/// assert_eq!(OrderError::KINDS, ["sold_out", "card_declined"]);
/// assert_eq!(OrderError::CardDeclined { reason: "stolen".to_owned() }.kind(), 1);
/// ```
///
/// By hand, for an error of your own that the derive doesn't fit:
///
/// ```
/// use tickmark::ErrorKind;
///
/// struct Status(u16);
///
/// impl ErrorKind for Status {
///     const KINDS: &'static [&'static str] = &["client", "server", "other"];
///
///     fn kind(&self) -> usize {
///         match self.0 {
///             400..500 => 0,
///             500..600 => 1,
///             _ => 2,
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error with known kinds",
    label = "its kinds are not known",
    note = "write `#[derive(ErrorKind)]` on the error",
    note = "text and erased errors such as `Box<dyn Error>` are no closed set: turn them into an enum that is"
)]
pub trait ErrorKind {
    /// All kinds, each once.
    const KINDS: &'static [&'static str];

    /// Which of [`KINDS`](Self::KINDS) this error is.
    fn kind(&self) -> usize;
}

macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        impl<E: ErrorKind + ?Sized> ErrorKind for $pointer {
            const KINDS: &'static [&'static str] = E::KINDS;

            #[inline]
            fn kind(&self) -> usize {
                E::kind(self)
            }
        }
    )*};
}

pointers!(&E, &mut E, Box<E>, Rc<E>, Arc<E>);
