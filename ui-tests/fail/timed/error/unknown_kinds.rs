use tickmark::timed;

struct MyError;

#[timed(name = "a_seconds", error)]
fn no_kinds() -> Result<(), MyError> {
    Err(MyError)
}

#[timed(name = "b_seconds", error = std::num::ParseIntError)]
fn another() -> Result<(), MyError> {
    Err(MyError)
}

#[timed(name = "d_seconds", error = std::num::ParseIntError)]
fn other_kinds() -> Result<(), std::num::ParseFloatError> {
    Ok(())
}

#[timed(name = "c_seconds", error)]
fn no_result() -> Option<u8> {
    None
}

fn main() {}
