use tickmark::LabelSet;

#[derive(LabelSet)]
enum Size {
    Small,
}

#[derive(LabelSet)]
struct Packed(u64);

fn main() {}
