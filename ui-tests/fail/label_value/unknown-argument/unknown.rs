use tickmark::LabelValue;

#[derive(LabelValue)]
#[label(renameall = "lowercase")]
enum Size {
    #[label(name = "xs")]
    Small,
}

fn main() {}
