use tickmark::timed;

#[timed(labels_from(size = String::len))]
fn no_name() -> String {
    String::new()
}

#[timed(name = "a_seconds", labels_from(size = String::len), in_flight(name = "a_in_flight"), slow = "1s")]
fn too_early() -> String {
    String::new()
}

#[timed(name = "b_seconds", labels(size = size), labels_from(size = String::len, outcome = String::len))]
fn twice(size: u8) -> String {
    String::new()
}

#[timed(name = "c_seconds", labels_from(size = 1), limit = 0)]
fn fixed() -> String {
    String::new()
}

#[timed(name = "d_seconds", labels_from)]
fn no_list() -> String {
    String::new()
}

fn main() {}
