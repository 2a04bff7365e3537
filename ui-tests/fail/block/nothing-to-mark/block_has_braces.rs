#[tickmark::timed]
mod shop;

fn main() {}
