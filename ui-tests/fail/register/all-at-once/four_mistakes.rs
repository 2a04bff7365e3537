use tickmark::Counter;

#[tickmark::register(name = "packed-total", level = 1, crate = "tickmark")]
static mut PACKED: Counter = Counter::new();

fn main() {}
