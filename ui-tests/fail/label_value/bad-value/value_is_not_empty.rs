use tickmark::LabelValue;

#[derive(LabelValue)]
enum Size {
    Small,
    #[label(rename = "")]
    Unknown,
}

fn main() {}
