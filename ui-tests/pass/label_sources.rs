//! A label may be any expression: temporaries, borrows, constants, what the body then moves.

#![deny(warnings)]
#![warn(clippy::pedantic)]

use std::borrow::Cow;
use std::sync::{Arc, Mutex};

use tickmark::{LabelSet, LabelValue, counted, timed};

const BOUNDS: &[f64] = &[0.1, 1.0];
const SHELF: &str = "top";

/// A private type in a public label set is no concern of anybody's.
#[derive(Clone, Copy, LabelValue)]
enum Size {
    Small,
}

/// Public.
#[derive(LabelSet)]
pub struct Packed {
    size: Size,
}

struct Order {
    number: Mutex<u64>,
    name: String,
}

#[timed(
    name = "moved_seconds",
    help = "Orders.",
    labels(name = order.name, number: u64 = *order.number.lock().unwrap(), shelf = SHELF, size: Size = Size::Small),
    buckets = BOUNDS,
)]
fn moved(order: Order) -> Result<String, u64> {
    // Deadlocks if the label's lock were still held.
    *order.number.lock().expect("nobody panicked") += 1;
    Ok(order.name)
}

#[counted(
    name = "temporaries_total",
    labels(upper: String = name.to_uppercase(), text: str = name.to_owned(), cow = Cow::Borrowed(name), shared = shared),
)]
async fn temporaries(name: &str, shared: Arc<str>) -> usize {
    name.len() + shared.len()
}

fn main() {
    let order = Order { number: Mutex::new(7), name: "first".to_owned() };
    assert_eq!(moved(order).as_deref(), Ok("first"));
    drop(temporaries("name", Arc::from("shared")));
    assert_eq!(Packed { size: Size::Small }.index(), 0);
    let page = tickmark::encode();
    assert!(
        page.contains("{name=\"first\",number=\"7\",shelf=\"top\",size=\"small\",outcome=\"success\"} 1")
    );
}
