use tickmark::timed;

#[timed(ok_if = |value| *value > 0, error_if = |value| *value == 0)]
fn both() -> u8 {
    1
}

#[timed(name = "x_seconds", outcome = none, error_if = |value| *value == 0)]
fn nobody_asks() -> u8 {
    1
}

#[timed(ok_if = "value > 0")]
fn text() -> u8 {
    1
}

fn main() {}
