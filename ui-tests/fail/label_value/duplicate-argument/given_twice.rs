use tickmark::LabelValue;

#[derive(LabelValue)]
enum Size {
    #[label(rename = "xs")]
    #[label(rename = "s")]
    Small,
}

fn main() {}
