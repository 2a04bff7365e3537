use tickmark::StateSet;

#[derive(StateSet)]
enum Health {
    Up,
    #[state(rename = "")]
    Unknown,
}

fn main() {}
