use tickmark::LabelValue;

#[derive(LabelValue)]
enum Size {
    Small,
    #[label(rename = "small")]
    Tiny,
}

fn main() {}
