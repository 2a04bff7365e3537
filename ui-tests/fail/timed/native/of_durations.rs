use tickmark::{NativeHistogram, counted, in_flight, timed};

static SECONDS: NativeHistogram = NativeHistogram::new();

#[counted(native)]
fn counts() {}

#[in_flight(native)]
fn flies() {}

#[timed(native, metric = SECONDS)]
fn elsewhere() {}

static FINE: NativeHistogram = NativeHistogram::new().factor(1.0);
static WIDE: NativeHistogram = NativeHistogram::new().max_zero_threshold(0.0);
static NONE: NativeHistogram = NativeHistogram::new().buckets(&[2.0, 1.0]);

fn main() {}
