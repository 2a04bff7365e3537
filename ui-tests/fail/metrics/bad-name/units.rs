use tickmark::{Counter, Gauge, Histogram, Metrics, Seconds, Unit};

#[derive(Debug)]
struct Minutes;

impl Unit for Minutes {
    const NAME: &'static str = "minutes";
    const BUCKETS: &'static [f64] = &[1.0];
}

#[derive(Metrics)]
struct Shop {
    /// Time to pack a parcel.
    #[metric(unit = "milliseconds")]
    packing: Histogram,
    /// Time to send a parcel.
    #[metric(unit = "ms")]
    sending: Histogram,
    /// What is on the shelf.
    #[metric(unit = "kilo grams")]
    shelf: Gauge,
    /// Time that is left.
    left: Gauge<Minutes>,
    /// Time that is gone.
    gone_days: Gauge<Seconds>,
    /// What was sent.
    #[metric(unit = "count")]
    sent_total: Counter,
}

fn main() {
    let _ = Shop::new();
}
