use tickmark::in_flight;

#[in_flight(name = "parcels_total")]
fn pack() {}

#[in_flight(name = "parcels in flight")]
fn send() {}

#[in_flight]
const fn weigh() {}

fn main() {}
