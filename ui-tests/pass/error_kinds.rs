//! Errors of every shape have kinds.

#![deny(warnings, unused_qualifications, missing_debug_implementations)]
#![warn(clippy::pedantic)]

use std::{convert::Infallible, fmt::Debug, io, num::ParseIntError, sync::Arc};

use tickmark::{ErrorKind, KindOf, LabelValue};

fn text<E: ErrorKind>(error: &E) -> &'static str {
    E::KINDS[error.kind()]
}

/// Its attributes stand beside those of `thiserror`.
#[derive(Debug, thiserror::Error, ErrorKind)]
#[non_exhaustive]
#[error_kind(rename_all = "kebab-case")]
enum Order {
    #[error("there is none left")]
    SoldOut,
    #[error("declined: {reason}")]
    #[error_kind(rename = "declined")]
    Card { reason: String },
    #[error(transparent)]
    #[error_kind(nested)]
    Store(#[from] Store<Arc<Timeout>>),
    #[error("{number} is no number")]
    Count {
        number: String,
        #[source]
        #[error_kind(nested = "count")]
        source: ParseIntError,
    },
    #[error("nobody knows")]
    #[error_kind(other)]
    Unknown,
    #[error("nobody wants to know")]
    #[error_kind(other)]
    Boring(u8, u8),
}

/// What it holds is a parameter.
#[derive(Debug, thiserror::Error, ErrorKind)]
enum Store<E>
where
    E: Debug,
{
    #[error("reading failed")]
    #[error_kind(nested)]
    Read(#[source] io::Error),
    #[error("writing failed")]
    #[error_kind(nested = "write")]
    Write(#[source] io::Error),
    #[error("the backend failed: {0:?}")]
    #[error_kind(nested)]
    Backend(E),
    #[error("never")]
    #[error_kind(nested)]
    Never(Infallible),
}

#[derive(Debug, ErrorKind)]
struct Timeout;

#[derive(Debug, ErrorKind)]
#[error_kind(rename = "too_old")]
struct Version<'a, const N: usize> {
    _expected: &'a [u8; N],
}

#[derive(Debug, ErrorKind)]
struct Opaque {
    #[error_kind(nested)]
    kind: Box<Timeout>,
    _at: usize,
}

#[derive(Debug, ErrorKind)]
#[error_kind(nested = "low")]
struct Wrapper(Opaque);

#[derive(Debug, ErrorKind)]
enum Borrowed<'a, E: ErrorKind> {
    #[error_kind(nested = "text")]
    Text(&'a std::str::Utf8Error),
    #[error_kind(nested)]
    Own(&'a E),
    #[allow(non_camel_case_types)]
    r#match,
}

#[derive(Debug, ErrorKind)]
enum Never {}

#[derive(ErrorKind)]
#[error_kind(other)]
#[allow(missing_debug_implementations)]
struct Unforeseen;

const _: () = assert!(Never::KINDS.is_empty());

fn main() {
    assert_eq!(Order::KINDS.len(), 2 + 17 + 17 + 1 + 1);
    assert_eq!(text(&Order::SoldOut), "sold-out");
    assert_eq!(text(&Order::Card { reason: String::new() }), "declined");
    assert_eq!(text(&Order::Unknown), "other");
    assert_eq!(text(&Order::Boring(1, 2)), "other");
    let error = "x".parse::<u8>().unwrap_err();
    assert_eq!(text(&Order::Count { number: "x".to_owned(), source: error }), "count_parse_int");
    let store = |store| text(&Order::from(store));
    assert_eq!(store(Store::Read(io::ErrorKind::NotFound.into())), "not_found");
    assert_eq!(store(Store::Read(io::Error::other("?"))), "other");
    assert_eq!(store(Store::Write(io::ErrorKind::NotFound.into())), "write_not_found");
    assert_eq!(store(Store::Write(io::Error::other("?"))), "write_other");
    assert_eq!(store(Store::Backend(Arc::new(Timeout))), "timeout");
    assert_eq!(text(&Version { _expected: &[1, 2] }), "too_old");
    let opaque = Opaque { kind: Box::new(Timeout), _at: 0 };
    assert_eq!(text(&Wrapper(opaque)), "low_timeout");
    assert_eq!(Borrowed::<Never>::KINDS, ["text_utf8", "match"]);
    assert_eq!(text(&Borrowed::Own(&Timeout)), "timeout");
    assert_eq!(text(&Borrowed::<Timeout>::r#match), "match");
    assert_eq!(Unforeseen::KINDS, ["other"]);
    assert_eq!(KindOf::new(&Order::SoldOut).with_str(str::len), 8);
}
