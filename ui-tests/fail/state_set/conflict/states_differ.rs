use tickmark::StateSet;

#[derive(StateSet)]
enum Health {
    Up,
    #[state(rename = "up")]
    Down,
}

fn main() {}
