use tickmark::timed;

#[timed(name = "packing_seconds", outcome(success = "done", failure = "done"))]
fn pack() {}

#[timed(name = "sending_seconds", outcome(success = "failure"))]
fn send() -> Result<(), ()> {
    Ok(())
}

fn main() {}
