//! What is recorded of a call.

mod busy;
mod counted;
mod first_item;
mod in_flight;
mod into;
mod items;
mod late;
mod only;
mod slow;
mod timed;

pub use busy::busy;
pub use counted::{count, counted};
pub use first_item::first_item;
pub use in_flight::{in_flight, in_flight_later, in_flight_with_high_water, in_flight_with_high_water_later};
pub use into::{counted_into, in_flight_into, timed_into};
pub use items::items;
pub(super) use late::Late;
pub use late::{counted_late, timed_late};
pub use only::{only_failure, only_success};
pub use slow::slow;
pub use timed::{sampled, timed, timed_if};

use super::{Ending, Site, is_enabled};
use crate::{cell::Slot, label::LabelSet};

/// Something that is recorded once, at the end of a call.
pub trait Record {
    /// Whether it matters how the call ends.
    const ASKS_FOR_ENDING: bool = true;

    /// Whether recording was switched on when the call began.
    fn is_on(&self) -> bool;

    /// The call ended like this.
    fn record(&self, ending: Ending);

    /// The call ended with its scope, whichever way that is left.
    #[inline]
    fn end_scope(&self, was_unwinding: bool) {
        let ending = if Self::ASKS_FOR_ENDING { Ending::of_scope(was_unwinding) } else { Ending::Success };
        self.record(ending);
    }

    /// The call begins now, rather than when this was made.
    fn begin(&mut self) {}

    /// The future or the stream of the call is polled.
    fn begin_poll(&mut self) {}

    /// The poll is over, and the call not done.
    fn end_poll(&mut self) {}

    /// The stream of the call yielded an item.
    fn item(&mut self) {}
}

/// The series with these labels; nothing where recording is switched off.
#[inline]
fn select<L: LabelSet>(site: &'static Site, labels: &L) -> Option<(&'static Site, Slot)> {
    is_enabled().then(|| {
        let site = site.here();
        (site, site.select(labels))
    })
}

/// Several at once: begun in order, so that the clock is read last, and ended the other way round, so that it is read first.
macro_rules! tuples {
    ($($($field:tt $part:ident),+ => $($last:tt),+;)*) => {$(
        impl<$($part: Record),+> Record for ($($part,)+) {
            const ASKS_FOR_ENDING: bool = $($part::ASKS_FOR_ENDING ||)+ false;

            #[inline]
            fn is_on(&self) -> bool {
                $(self.$field.is_on() ||)+ false
            }

            #[inline]
            fn record(&self, ending: Ending) {
                $(self.$last.record(ending);)+
            }

            #[inline]
            fn begin(&mut self) {
                $(self.$field.begin();)+
            }

            #[inline]
            fn begin_poll(&mut self) {
                $(self.$field.begin_poll();)+
            }

            #[inline]
            fn end_poll(&mut self) {
                $(self.$last.end_poll();)+
            }

            #[inline]
            fn item(&mut self) {
                $(self.$last.item();)+
            }
        }
    )*};
}

tuples! {
    0 A, 1 B => 1, 0;
    0 A, 1 B, 2 C => 2, 1, 0;
    0 A, 1 B, 2 C, 3 D => 3, 2, 1, 0;
}
