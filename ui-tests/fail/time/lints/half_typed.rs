#![deny(warnings)]

use tickmark::time;

struct Shelf {
    items: Vec<u8>,
}

fn main() {
    let shelf = Shelf { items: Vec::new() };
    time!(name = "half_typed_seconds", {
        let unused = 1;
        shelf.
    });
    time!(name = "wrong_type_seconds", {
        let count: u8 = shelf.items.len();
        count
    });
}
