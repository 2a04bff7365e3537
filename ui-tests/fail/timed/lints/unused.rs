#![deny(unused)]

use tickmark::timed;

#[timed]
pub fn pack(size: u64) -> Result<(), ()> {
    let sent = 0;
    Ok(())
}

fn main() {}
