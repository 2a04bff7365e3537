//! `error`: why calls failed.

use std::{error::Error, fmt, io, num::ParseIntError};

use tickmark::{ErrorKind, counted, timed};

use crate::{
    drive::{cancel, finish, panics, pause},
    page::Page,
};

#[derive(Debug, ErrorKind)]
enum OrderError {
    SoldOut,
    #[error_kind(nested)]
    Number(ParseIntError),
}

impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Error for OrderError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        if let Self::Number(error) = self { Some(error) } else { None }
    }
}

impl From<ParseIntError> for OrderError {
    fn from(error: ParseIntError) -> Self {
        Self::Number(error)
    }
}

type OrderResult<T> = Result<T, OrderError>;

#[counted(name = "error_orders_total", error)]
async fn order(number: &str) -> Result<u32, OrderError> {
    pause().await;
    assert_ne!(number, "panic", "on purpose");
    let number = number.parse()?;
    if number == 0 { Err(OrderError::SoldOut) } else { Ok(number) }
}

/// By an alias, and under another name.
#[timed(name = "error_alias_seconds", error(label = "reason"), counted(name = "error_alias_total"))]
fn alias(number: &str) -> OrderResult<u32> {
    Ok(number.parse()?)
}

struct Shop<T>(T);

impl<T> Shop<T> {
    /// What the function returns can't be named outside of it, and its error need not be.
    #[counted(name = "error_generic_total", error)]
    fn generic(&self, fails: bool) -> Result<&T, io::Error> {
        if fails { Err(io::ErrorKind::NotFound.into()) } else { Ok(&self.0) }
    }

    #[counted(name = "error_written_total", error = io::Error)]
    fn written(&self, fails: bool) -> io::Result<&T> {
        if fails { Err(io::ErrorKind::NotFound.into()) } else { Ok(&self.0) }
    }
}

#[counted(
    name = "error_causes_total",
    error(causes(io::Error = "io", ParseIntError = "number", OrderError = "order"))
)]
fn boxed(error: Option<Box<dyn Error + Send + Sync>>) -> Result<(), Box<dyn Error + Send + Sync>> {
    error.map_or(Ok(()), Err)
}

#[counted(name = "error_causes_of_error_total", error(causes(ParseIntError = "number")))]
fn typed(number: &str) -> Result<u32, OrderError> {
    if number.is_empty() { Err(OrderError::SoldOut) } else { Ok(number.parse()?) }
}

/// A success that is taken for a failure has no error.
#[counted(name = "error_taken_total", error, error_if = |result| !matches!(result, Ok(1)))]
fn taken(number: u32) -> Result<u32, OrderError> {
    if number == 0 { Err(OrderError::SoldOut) } else { Ok(number) }
}

fn count(name: &str, outcome: &str, error: &str) -> Option<u64> {
    Page::now().count(name, &[("outcome", outcome), ("error", error)])
}

#[test]
fn every_kind_is_there_from_the_start_and_counts_its_own() {
    let kinds =
        |name| Page::now().values_of(name, "error").into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(kinds("error_orders_total"), ["other", "parse_int", "sold_out"]);
    assert!(finish(order("1")).is_ok());
    assert!(finish(order("0")).is_err());
    for _ in 0..2 {
        assert!(finish(order("x")).is_err());
    }
    assert!(panics(|| finish(order("panic"))));
    cancel(order("1"));
    let name = "error_orders_total";
    assert_eq!(count(name, "success", ""), Some(1));
    assert_eq!(count(name, "failure", "sold_out"), Some(1));
    assert_eq!(count(name, "failure", "parse_int"), Some(2));
    assert_eq!(count(name, "failure", "other"), Some(0));
    assert_eq!((count(name, "panic", ""), count(name, "cancelled", "")), (Some(1), Some(1)));
}

#[test]
fn aliases_and_generic_functions_know_their_errors() {
    assert!(alias("x").is_err() && alias("1").is_ok());
    let page = Page::now();
    let labels = [("outcome", "failure"), ("reason", "parse_int")];
    assert_eq!(page.count("error_alias_total", &labels), Some(1));
    assert_eq!(page.count("error_alias_seconds_count", &labels), Some(1));
    assert_eq!(page.count("error_alias_total", &[("outcome", "success"), ("reason", "")]), Some(1));

    let shop = Shop(1);
    assert!(shop.generic(true).is_err() && shop.written(true).is_err());
    assert!(shop.generic(false).is_ok() && shop.written(false).is_ok());
    for name in ["error_generic_total", "error_written_total"] {
        assert_eq!(count(name, "failure", "not_found"), Some(1), "{name}");
        assert_eq!(count(name, "failure", "timed_out"), Some(0), "{name}");
    }
}

#[test]
fn an_error_without_a_type_goes_by_its_causes() {
    let nested = OrderError::from("x".parse::<u32>().expect_err("it is no number"));
    for error in [io::Error::from(io::ErrorKind::NotFound).into(), nested.into(), "text".into()] {
        assert!(boxed(Some(error)).is_err());
    }
    assert!(boxed(None).is_ok());
    let name = "error_causes_total";
    let counts = ["io", "number", "order", "other"].map(|error| count(name, "failure", error));
    assert_eq!(counts, [Some(1), Some(1), Some(0), Some(1)]);
    assert!(typed("").is_err() && typed("x").is_err() && typed("1").is_ok());
    let name = "error_causes_of_error_total";
    assert_eq!((count(name, "failure", "number"), count(name, "failure", "other")), (Some(1), Some(1)));
}

#[test]
fn a_failure_without_an_error_is_another() {
    for number in 0..4 {
        _ = taken(number);
    }
    let name = "error_taken_total";
    assert_eq!((count(name, "success", ""), count(name, "failure", "sold_out")), (Some(1), Some(1)));
    assert_eq!(count(name, "failure", "other"), Some(2));
}
