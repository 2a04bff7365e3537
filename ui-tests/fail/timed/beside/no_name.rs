use tickmark::timed;

#[timed(name = "bake_seconds", counted)]
fn counted() {}

#[timed(name = "bake_seconds", counted(help = "Baked."), in_flight(high_water))]
fn both() {}

#[timed(counted(name = "baked"), in_flight(nam = "baking"))]
fn wrong() {}

fn main() {}
