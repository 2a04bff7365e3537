//! Errors as label values.

use std::io;

use tickmark::{ErrorKind, KindOf, counted};

use crate::page::Page;

#[derive(ErrorKind)]
enum OrderError {
    SoldOut,
    #[error_kind(nested = "disk")]
    Disk(io::Error),
    #[error_kind(nested)]
    Card(CardError),
}

#[derive(ErrorKind)]
enum CardError {
    Declined,
    #[error_kind(other)]
    Unknown,
}

#[counted(name = "labels_failed_total", labels(error: KindOf<OrderError> = KindOf::new(error)), outcome = none)]
fn failed(error: &OrderError) {}

#[test]
fn every_kind_is_there_at_zero_and_counts_for_itself() {
    assert_eq!(Page::now().values_of("labels_failed_total", "error").len(), OrderError::KINDS.len());
    failed(&OrderError::SoldOut);
    failed(&OrderError::Disk(io::ErrorKind::StorageFull.into()));
    failed(&OrderError::Card(CardError::Declined));
    failed(&OrderError::Card(CardError::Unknown));
    let page = Page::now();
    for (error, expected) in [
        ("sold_out", 1),
        ("disk_storage_full", 1),
        ("disk_not_found", 0),
        ("disk_other", 0),
        ("declined", 1),
        ("other", 1),
    ] {
        assert_eq!(page.count("labels_failed_total", &[("error", error)]), Some(expected), "{error}");
    }
}
