use tickmark::LabelSet;

#[derive(LabelSet)]
#[label(rename = "boxes")]
struct Packed {
    #[label(renam = "boxes")]
    size: u64,
}

fn main() {}
