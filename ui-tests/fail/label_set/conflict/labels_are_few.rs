use tickmark::LabelSet;

#[derive(LabelSet)]
struct Packed {
    a: u64,
    b: u64,
    c: u64,
    d: u64,
    e: u64,
    f: u64,
    g: u64,
    h: u64,
    i: u64,
    j: u64,
}

fn main() {}
