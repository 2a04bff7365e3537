use tickmark::LabelValue;

#[derive(LabelValue)]
enum Size {
    Small,
    Exact(u64),
    Between { from: u64, to: u64 },
}

fn main() {}
