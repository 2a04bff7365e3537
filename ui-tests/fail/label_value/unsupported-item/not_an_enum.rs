use tickmark::LabelValue;

#[derive(LabelValue)]
struct Size(u64);

#[derive(LabelValue)]
union Bits {
    int: u64,
}

fn main() {}
