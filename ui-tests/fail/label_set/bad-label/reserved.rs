use tickmark::LabelSet;

#[derive(LabelSet)]
struct Packed {
    le: u64,
    __size: u64,
}

fn main() {}
