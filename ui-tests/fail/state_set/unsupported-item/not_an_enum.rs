use tickmark::StateSet;

#[derive(StateSet)]
struct Health {
    up: bool,
}

fn main() {}
