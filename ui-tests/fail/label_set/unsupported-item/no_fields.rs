use tickmark::LabelSet;

#[derive(LabelSet)]
struct Unit;

#[derive(LabelSet)]
struct Empty {}

fn main() {}
