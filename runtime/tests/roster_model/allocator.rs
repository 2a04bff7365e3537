//! In place of the runtime's module of this name: as that one, but each run of the model begins anew.

use loom::sync::Mutex;

use super::{SLABS, slot::Slot};

loom::lazy_static! {
    static ref ALLOCATOR: Mutex<Allocator> = Mutex::new(Allocator { fresh: 1, free: vec![] });
}

struct Allocator {
    fresh: u32,
    /// What was given back, with its length.
    free: Vec<(u32, usize)>,
}

/// Consecutive slots with one owner.
#[derive(Debug)]
pub(super) struct SlotRange {
    first: u32,
    length: usize,
}

impl SlotRange {
    pub(super) fn allocate(length: usize) -> Self {
        let mut allocator = ALLOCATOR.lock().unwrap();
        let free = allocator.free.iter().position(|(_, free)| *free == length);
        let first = free.map_or(allocator.fresh, |free| allocator.free.swap_remove(free).0);
        if free.is_none() {
            allocator.fresh += u32::try_from(length).unwrap();
        }
        Self { first, length }
    }

    pub(super) fn first(&self) -> Slot {
        Slot::numbered(self.first)
    }
}

impl Drop for SlotRange {
    fn drop(&mut self) {
        for slab in SLABS.iter() {
            for distance in 0..self.length {
                slab.clear(self.first().offset(distance).number());
            }
        }
        ALLOCATOR.lock().unwrap().free.push((self.first, self.length));
    }
}
