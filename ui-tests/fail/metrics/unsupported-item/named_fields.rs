use tickmark::{Counter, Metrics};

#[derive(Metrics)]
enum Orders {
    Taken(Counter),
}

#[derive(Metrics)]
struct Pair(Counter, Counter);

#[derive(Metrics)]
struct Unit;

#[derive(Metrics)]
struct Empty {}

#[derive(Metrics)]
union Either {
    left: u8,
}

static PAIR: Pair = Pair::new();

fn main() {
    PAIR.0.inc();
}
