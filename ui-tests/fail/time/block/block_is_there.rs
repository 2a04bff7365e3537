use tickmark::{count, time};

fn nothing() {
    time!();
}

fn a_name() {
    time!(name = "no_block_seconds");
}

fn a_comma() -> u32 {
    count!(name = "no_block_total", labels(a = 1),)
}

fn main() {
    nothing();
    a_name();
    a_comma();
}
