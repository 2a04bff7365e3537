use tickmark::timed;

#[timed(ok_if = |value| value.is_some())]
fn no_option() -> u8 {
    1
}

#[timed(ok_if = |value| *value)]
fn no_bool() -> u8 {
    1
}

fn main() {}
