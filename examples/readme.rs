//! The program in the README.

use tickmark::{Counter, counted};

/// Orders that were paid.
#[tickmark::register]
static SHOP_ORDERS_PAID_TOTAL: Counter = Counter::new();

#[counted]
fn pay(cents: u64) -> Result<u64, String> {
    if cents == 0 {
        return Err("there is nothing to pay".to_owned());
    }
    SHOP_ORDERS_PAID_TOTAL.inc();
    Ok(cents)
}

fn main() {
    _ = [120, 0, 80].map(pay);
    print!("{}", tickmark::encode());
}
