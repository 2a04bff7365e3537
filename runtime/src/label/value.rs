//! The value of one label.

use std::{borrow::Cow, rc::Rc, sync::Arc};

/// What can be the value of a label.
///
/// Derive it for enums: their values are a *closed* set, so every series exists from the start, at zero, and is
/// found by arithmetic instead of by its text. Strings and numbers are *open*: their series come to be when they are first
/// used, up to the family's limit.
///
/// ```
/// use tickmark::LabelValue;
///
/// #[derive(LabelValue)]
/// enum Method {
///     Card,
///     BankTransfer,
/// }
///
/// assert_eq!(Method::VALUES, Some(["card", "bank_transfer"].as_slice()));
/// assert_eq!(Method::BankTransfer.with_str(str::len), 13);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the value of a label",
    label = "not a label value",
    note = "write `#[derive(LabelValue)]` on the enum, or pass a string, a number or a bool"
)]
pub trait LabelValue {
    /// All values, where they are a closed set; their order is that of [`index`](Self::index).
    const VALUES: Option<&'static [&'static str]> = None;

    /// Which of [`VALUES`](Self::VALUES) this one is; not asked where that is `None`.
    fn index(&self) -> usize {
        0
    }

    /// Hands the value on as text, without allocating.
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R;
}

impl LabelValue for str {
    #[inline]
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(self)
    }
}

impl LabelValue for bool {
    const VALUES: Option<&'static [&'static str]> = Some(&["false", "true"]);

    #[inline]
    fn index(&self) -> usize {
        usize::from(*self)
    }

    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(if *self { "true" } else { "false" })
    }
}

impl LabelValue for char {
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(self.encode_utf8(&mut [0; 4]))
    }
}

macro_rules! strings {
    ($($string:ty),*) => {$(
        impl LabelValue for $string {
            #[inline]
            fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
                read(self)
            }
        }
    )*};
}

strings!(String, Cow<'_, str>);

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl LabelValue for $integer {
            fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
                read(itoa::Buffer::new().format(*self))
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);

macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        impl<V: LabelValue + ?Sized> LabelValue for $pointer {
            const VALUES: Option<&'static [&'static str]> = V::VALUES;

            #[inline]
            fn index(&self) -> usize {
                V::index(self)
            }

            #[inline]
            fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
                V::with_str(self, read)
            }
        }
    )*};
}

pointers!(&V, &mut V, Box<V>, Rc<V>, Arc<V>);
