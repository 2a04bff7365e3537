use tickmark::{LabelValue, timed};

#[derive(LabelValue)]
#[label(rename_all = "Snake")]
enum Size {
    Small,
    #[label(rename = 5)]
    Exact(u64),
    #[label(rename = "small")]
    Tiny,
}

#[timed(name = "packing_seconds", labels(size = size))]
fn pack(size: Size) {}

fn main() {}
