use tickmark::LabelValue;

#[derive(LabelValue)]
#[label(rename_all = "snakecase")]
enum Size {
    Small,
}

fn main() {}
