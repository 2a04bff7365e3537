#[tickmark::counted]
struct Box;

fn main() {}
