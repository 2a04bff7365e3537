use tickmark::timed;

#[timed(only = failures)]
fn plural() {}

#[timed(only = "failure")]
fn text() {}

#[timed(only = failure, only = success)]
fn twice() {}

fn main() {}
