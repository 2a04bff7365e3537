use tickmark::ErrorKind;

#[derive(ErrorKind)]
union Bits {
    int: u64,
}

fn main() {}
