use tickmark::LabelValue;

#[derive(LabelValue)]
enum Never {}

fn main() {}
