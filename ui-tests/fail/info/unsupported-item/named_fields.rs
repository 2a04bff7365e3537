use tickmark::Info;

#[derive(Info)]
struct Build;

#[derive(Info)]
enum Version {
    One,
}

fn main() {}
