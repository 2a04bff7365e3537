use tickmark::timed;

#[timed(clock = busy)]
fn never_polled() {}

#[timed(clock = lazy)]
async fn lazy() {}

fn main() {}
