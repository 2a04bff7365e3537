use std::{
    collections::BTreeSet,
    convert::Infallible,
    fmt, io,
    sync::{
        Arc, Mutex,
        mpsc::{RecvTimeoutError, TryRecvError, TrySendError},
    },
};

use tickmark::ErrorKind;

use super::{KindOf, KindParts, Part};
use crate::label::LabelValue;

fn text<E: ErrorKind>(error: &E) -> &'static str {
    E::KINDS[error.kind()]
}

#[test]
fn what_services_meet_is_told_apart_and_the_rest_is_other() {
    let kinds = [
        (io::ErrorKind::NotFound, "not_found"),
        (io::ErrorKind::ConnectionRefused, "connection_refused"),
        (io::ErrorKind::TimedOut, "timed_out"),
        (io::ErrorKind::StorageFull, "storage_full"),
        (io::ErrorKind::Interrupted, "other"),
        (io::ErrorKind::Other, "other"),
    ];
    for (kind, expected) in kinds {
        assert_eq!(text(&kind), expected);
        assert_eq!(text(&io::Error::from(kind)), expected);
    }
    let distinct: BTreeSet<_> = io::Error::KINDS.iter().collect();
    assert_eq!(distinct.len(), io::Error::KINDS.len());
}

#[test]
fn errors_of_the_standard_library_have_kinds() {
    assert_eq!(text(&fmt::Error), "fmt");
    assert_eq!(text(&"x".parse::<u8>().unwrap_err()), "parse_int");
    assert_eq!(text(&u8::try_from(256_u16).unwrap_err()), "try_from_int");
    assert_eq!(text(&<[u8; 2]>::try_from([0].as_slice()).unwrap_err()), "try_from_slice");
    assert_eq!(text(&String::from_utf8(vec![0xff]).unwrap_err()), "from_utf8");
    assert_eq!(text(&TryRecvError::Disconnected), "disconnected");
    assert_eq!(text(&RecvTimeoutError::Timeout), "timeout");
    assert_eq!(text(&TrySendError::Full(1.5)), "full");
    let mutex = Mutex::new(());
    let _lock = mutex.lock();
    assert_eq!(text(&mutex.try_lock().unwrap_err()), "would_block");
    assert!(Infallible::KINDS.is_empty());
}

#[test]
fn pointers_have_the_kinds_of_what_they_point_to() {
    let error = Arc::new(Box::new(TryRecvError::Empty));
    assert_eq!(<&Arc<Box<TryRecvError>>>::KINDS, ["empty", "disconnected"]);
    assert_eq!(text(&&error), "empty");
}

#[derive(ErrorKind)]
enum Order {
    SoldOut,
    #[error_kind(nested)]
    Read(io::Error),
    Gone,
    #[error_kind(nested = "db")]
    Store(Store),
    #[error_kind(other)]
    Boring,
    #[error_kind(nested)]
    Late(Late),
}

#[derive(ErrorKind)]
enum Store {
    #[error_kind(other)]
    Unknown,
    Gone,
}

#[derive(ErrorKind)]
enum Late {
    #[error_kind(other)]
    Unknown,
    TooLate,
}

#[test]
fn nested_kinds_stand_where_their_variant_does() {
    let mut expected = vec!["sold_out"];
    expected.extend(io::Error::KINDS);
    expected.extend(["gone", "db_other", "db_gone", "too_late"]);
    assert_eq!(Order::KINDS, expected);
}

#[test]
fn every_nested_error_finds_its_kind() {
    let errors = [
        (Order::SoldOut, "sold_out"),
        (Order::Read(io::ErrorKind::AlreadyExists.into()), "already_exists"),
        (Order::Read(io::ErrorKind::Other.into()), "other"),
        (Order::Gone, "gone"),
        (Order::Store(Store::Unknown), "db_other"),
        (Order::Store(Store::Gone), "db_gone"),
        (Order::Boring, "other"),
        (Order::Late(Late::Unknown), "other"),
        (Order::Late(Late::TooLate), "too_late"),
    ];
    for (error, expected) in errors {
        assert_eq!(text(&error), expected);
    }
}

/// A kind written by hand that is none.
struct Liar;

impl ErrorKind for Liar {
    const KINDS: &'static [&'static str] = &["a", "b"];

    fn kind(&self) -> usize {
        7
    }
}

#[derive(ErrorKind)]
enum Trusting {
    #[error_kind(nested)]
    Liar(Liar),
    Honest,
}

#[test]
fn a_kind_that_is_none_does_not_count_for_another() {
    assert_eq!(text(&Trusting::Liar(Liar)), "b");
    assert_eq!(KindOf::new(&Liar).as_str(), "b");
    assert_eq!(text(&Trusting::Honest), "honest");
}

#[test]
fn a_kind_is_a_closed_label_value() {
    let kind = KindOf::new(&Order::Gone);
    assert_eq!(KindOf::<Order>::VALUES, Some(Order::KINDS));
    assert_eq!(kind.with_str(str::to_owned), "gone");
    assert_eq!(Order::KINDS[kind.index()], "gone");
    assert_ne!(kind, KindOf::new(&Order::SoldOut));
}

const MANY: &[&str] = &["kind"; 100];

struct Hundred;

impl KindParts for Hundred {
    const PARTS: &'static [Part] = &[Part::nested("", MANY), Part::nested("longer", MANY)];
}

#[test]
fn lists_are_as_long_as_they_must_be() {
    assert_eq!(Hundred::WRITTEN.len(), 100 * "longer_kind".len());
    assert_eq!(Hundred::DISTINCT.len(), 200);
    assert_eq!(Hundred::DISTINCT[99..101], ["kind", "longer_kind"]);
}
