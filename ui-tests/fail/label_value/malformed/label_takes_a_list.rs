use tickmark::LabelValue;

#[derive(LabelValue)]
#[label]
enum Size {
    #[label = "xs"]
    Small,
}

fn main() {}
