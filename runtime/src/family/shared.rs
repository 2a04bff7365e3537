//! What the call sites of one family have in common.

use super::{Room, SeriesSet};
use crate::{
    metric::{Layout, Source},
    sink::Sink,
};

/// The series of a family that several call sites add to, and the room for them.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) set: SeriesSet,
    /// Every call site may say itself for how many of its own there is room, unless this does.
    pub(crate) room: Room,
}

impl Shared {
    /// No series yet.
    pub(crate) fn new(layout: Layout) -> Self {
        Self { set: SeriesSet::new(layout), room: Room::new() }
    }
}

impl Source for Shared {
    fn write(&self, sink: &mut dyn Sink) {
        self.set.write(sink);
    }

    fn overflow(&self) -> Option<u64> {
        self.room.overflow()
    }

    fn named(&self, name: &str) -> bool {
        self.room.named(name)
    }

    fn limit_to(&self, limit: usize) {
        self.room.limit_to(limit);
    }

    fn limit_by_default(&self, limit: usize) {
        self.room.limit_by_default(limit);
    }
}
