//! What is recorded beside a call, and what says how it ended.
#![deny(warnings)]
#![warn(clippy::pedantic)]

use tickmark::{counted, in_flight, timed};

struct Oven {
    heat: u16,
}

impl Oven {
    #[timed(counted, in_flight(high_water), slow = "250ms", only = failure, error_if = |heat| *heat > 300)]
    fn heat(&mut self) -> u16 {
        self.heat += 1;
        self.heat
    }

    #[timed(name = "bake_seconds", clock = busy, slow = "1 min", labels(kind = kind), only = failure)]
    async fn bake(&self, kind: &str) -> Result<u16, std::num::ParseIntError> {
        kind.parse::<u16>()
    }

    #[counted(name = "looked_total", ok_if = Option::is_some, in_flight(name = "looking", help = "Looking."))]
    #[must_use]
    fn look<'a>(&'a self, other: &'a Self) -> Option<&'a Self> {
        (self.heat == other.heat).then_some(other)
    }

    #[in_flight]
    fn lend(&mut self) -> &mut u16 {
        &mut self.heat
    }

    #[timed]
    #[counted(error_if = |result: &Result<u16, String>| result.is_err())]
    #[track_caller]
    fn of(number: u16) -> Result<u16, String> {
        if number == 0 { Err(std::panic::Location::caller().to_string()) } else { Ok(number) }
    }

    #[timed]
    #[track_caller]
    fn never(&self) -> Result<u16, String> {
        todo!("{}", self.heat)
    }
}

fn main() {
    let mut oven = Oven { heat: 1 };
    assert_eq!(oven.heat(), 2);
    *oven.lend() += 1;
    assert!(oven.look(&Oven { heat: 3 }).is_some());
    drop(oven.bake("1"));
    assert!(Oven::of(0).is_err());
    if oven.heat == 0 {
        drop(oven.never());
    }
}
