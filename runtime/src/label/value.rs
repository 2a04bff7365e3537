//! The value of one label.

use std::{
    borrow::Cow,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    num::NonZero,
    rc::Rc,
    sync::Arc,
};

use super::Displayed;

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
///
/// # Labels that may be missing
///
/// `None` of an [`Option`] leaves the label out of the series. An enum in an `Option` stays a closed set: the series without the label is
/// there from the start, too. To Prometheus an empty value [is no label](https://prometheus.io/docs/concepts/data_model/), so
/// it is left out as well, whatever type it has: `Some("")`, `""` and `None` are one series.
///
/// ```
/// use tickmark::{Counter, Family, LabelSet};
///
/// #[derive(LabelSet)]
/// struct Request<'a> {
///     host: &'a str,
///     tenant: Option<&'a str>,
/// }
///
/// /// Requests.
/// #[tickmark::register]
/// static HOST_REQUESTS_TOTAL: Family<Request, Counter> = Family::new();
///
/// HOST_REQUESTS_TOTAL.with(Request { host: "a", tenant: Some("b") }).inc();
/// HOST_REQUESTS_TOTAL.with(Request { host: "a", tenant: None }).inc();
/// let page = tickmark::encode();
/// assert!(page.contains("host_requests_total{host=\"a\"} 1\n"));
/// assert!(page.contains("host_requests_total{host=\"a\",tenant=\"b\"} 1\n"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the value of a label",
    label = "not a label value",
    note = "write `#[derive(LabelValue)]` on the enum, or pass a string, a number or a bool",
    note = "on a field whose type has `Display`, `#[label(display)]` will do"
)]
pub trait LabelValue {
    /// All values, where they are a closed set; their order is that of [`index`](Self::index).
    const VALUES: Option<&'static [&'static str]> = None;

    /// Whether a value may be none, so that the label is left out.
    const IS_OPTIONAL: bool = false;

    /// Which of [`VALUES`](Self::VALUES) this one is; not asked where that is `None`.
    fn index(&self) -> usize {
        0
    }

    /// Hands the value on as text, without allocating; an empty one is no label.
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

        impl LabelValue for NonZero<$integer> {
            fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
                self.get().with_str(read)
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);

macro_rules! addresses {
    ($($address:ty),*) => {$(
        impl LabelValue for $address {
            fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
                Displayed(self).with_str(read)
            }
        }
    )*};
}

addresses!(IpAddr, Ipv4Addr, Ipv6Addr);

macro_rules! pointers {
    ($($pointer:ty),*) => {$(
        impl<V: LabelValue + ?Sized> LabelValue for $pointer {
            const VALUES: Option<&'static [&'static str]> = V::VALUES;
            const IS_OPTIONAL: bool = V::IS_OPTIONAL;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: impl LabelValue) -> String {
        value.with_str(str::to_owned)
    }

    #[test]
    fn strings_of_all_kinds_are_open_values() {
        assert_eq!(text("a"), "a");
        assert_eq!(text(String::from("b")), "b");
        assert_eq!(text(Box::<str>::from("c")), "c");
        assert_eq!(text(Arc::<str>::from("d")), "d");
        assert_eq!(text(Rc::<str>::from("e")), "e");
        assert_eq!(text(Cow::Borrowed("f")), "f");
        assert_eq!(text('g'), "g");
        assert_eq!(<Arc<str>>::VALUES, None);
    }

    #[test]
    fn numbers_and_addresses_are_open_values() {
        assert_eq!(text(i128::MIN), i128::MIN.to_string());
        assert_eq!(text(NonZero::<u16>::MAX), "65535");
        assert_eq!(text(NonZero::<i8>::MIN), "-128");
        assert_eq!(text(Ipv4Addr::LOCALHOST), "127.0.0.1");
        assert_eq!(text(IpAddr::V6(Ipv6Addr::LOCALHOST)), "::1");
    }

    #[test]
    fn pointers_are_as_optional_as_what_they_point_to() {
        assert_eq!(<&Box<Option<bool>>>::VALUES, Some(["false", "true", ""].as_slice()));
        const { assert!(<&Box<Option<bool>>>::IS_OPTIONAL && !<Arc<bool>>::IS_OPTIONAL) };
    }
}
