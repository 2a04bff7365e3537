use tickmark::LabelSet;

#[derive(LabelSet)]
struct Boxed<'a> {
    size: &'a str,
}

#[derive(LabelSet)]
struct Packed<L> {
    size: u64,
    #[label(flatten)]
    inner: L,
}

const LABELS: usize = Packed::<Boxed>::LABELS.len();

fn main() {}
