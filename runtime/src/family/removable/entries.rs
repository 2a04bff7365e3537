//! Finds, adds and removes the series of a family.

use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use foldhash::fast::RandomState;

use super::{
    entry::{Entry, Taken},
    idle::Deadline,
    list::List,
};
use crate::{
    cell::{Roster, Slot},
    clock,
    family::{
        keys::{self, Key, Visit},
        overflow::Overflowed,
        room::Room,
        series::Digest,
    },
    label::{KeyPattern, LabelDescriptor, LabelSet, combinations},
    metric::{Layout, Totals, scratch},
    sink::Sink,
};

/// All series of a family. Locked to add and to remove one, and by a scrape until it knows what to write; never to find one.
pub(super) struct Entries {
    layout: Layout,
    labels: &'static [LabelDescriptor],
    pattern: KeyPattern,
    /// Different in every process, so that nobody can prepare values that collide.
    seed: RandomState,
    roster: Roster<Entry>,
    list: Mutex<List>,
    /// Until when there is no room, in ticks; 0 while there may be some. Asked before the lock, which somebody who floods a label with
    /// values would otherwise make everyone queue for.
    full_until: AtomicU64,
    ttl: Option<Duration>,
}

/// How many series are read together.
const AT_ONCE: usize = 256;

impl Entries {
    pub(super) fn new(layout: Layout, labels: &'static [LabelDescriptor], ttl: Option<Duration>) -> Self {
        Self {
            layout,
            labels,
            pattern: KeyPattern::new(labels, ""),
            seed: RandomState::default(),
            roster: Roster::new(),
            list: Mutex::default(),
            full_until: AtomicU64::new(0),
            ttl,
        }
    }

    pub(super) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The series with these values, taken into use; added if there is none and the room allows.
    #[inline]
    pub(super) fn take_or_add<L: LabelSet>(&self, values: &L, room: &Room) -> Taken {
        let digest = keys::digest(&self.seed, values);
        self.take(digest, values).unwrap_or_else(|| self.add_or_refuse(digest, values, room))
    }

    #[inline]
    fn take<L: LabelSet>(&self, digest: Digest, values: &L) -> Option<Taken> {
        let has = |entry: &Entry| entry.series().has(values, digest.lengths, &self.pattern);
        self.roster.find(digest.hash, has, Entry::take)
    }

    #[cold]
    fn add_or_refuse<L: LabelSet>(&self, digest: Digest, values: &L, room: &Room) -> Taken {
        let visit = |each: &mut dyn FnMut(&str)| values.visit(&mut |value| each(value));
        let is_limited = const { combinations(L::LABELS).is_none() };
        if let Some(taken) = self.add(digest, &visit, is_limited.then_some(room)) {
            return taken;
        }
        room.refuse(room.limit_or(None), || Key::new(self.labels, &visit));
        self.take_overflow(&Overflowed(values))
    }

    fn take_overflow<L: LabelSet>(&self, values: &Overflowed<'_, L>) -> Taken {
        let digest = keys::digest(&self.seed, values);
        self.take(digest, values).unwrap_or_else(|| {
            let visit = |each: &mut dyn FnMut(&str)| values.visit(&mut |value| each(value));
            self.list_or_add(digest, Key::new(self.labels, &visit), false, &mut self.list())
        })
    }

    /// `None` where there is no room. Not generic: otherwise it would be compiled for every label set.
    fn add(&self, digest: Digest, visit: &Visit<'_>, room: Option<&Room>) -> Option<Taken> {
        if room.is_some() && self.is_full() {
            return None;
        }
        // Before the lock, because it runs the user's code.
        let key = Key::new(self.labels, visit);
        if room.is_some() && key.is_too_long {
            return None;
        }
        let mut list = self.list();
        if room.is_some_and(|room| list.find(&key.text).is_none() && !self.makes_room(room, &mut list)) {
            return None;
        }
        Some(self.list_or_add(digest, key, room.is_some(), &mut list))
    }

    /// Takes the series with this text, which another thread may have added by now, or which may be about to leave.
    fn list_or_add(&self, digest: Digest, key: Key, is_counted: bool, list: &mut List) -> Taken {
        if let Some(entry) = list.find(&key.text) {
            let taken = entry.take();
            // It may be found without the lock again if it was about to leave.
            list.tidy(&self.roster);
            return taken;
        }
        list.tidy(&self.roster);
        let digest = key.digest(digest);
        let entry = Arc::new(Entry::new(key.text.into_boxed_str(), digest, &self.layout));
        let taken = entry.take();
        list.add(entry, is_counted, &self.roster);
        taken
    }

    /// Whether there is room for one more, if need be after those have left that are too old.
    fn makes_room(&self, room: &Room, list: &mut List) -> bool {
        // Under the lock: whoever changes the limit says so under it, so a family is not taken for full by a limit that was.
        let limit = room.limit_or(None);
        if list.counted() < limit {
            return true;
        }
        let deadline = self.ttl.map(Deadline::new);
        list.sweep(deadline, &self.roster);
        let has_room = list.counted() < limit;
        if !has_room {
            self.full_until.store(deadline.map_or(u64::MAX, Deadline::next_look), Relaxed);
        }
        has_room
    }

    fn is_full(&self) -> bool {
        let until = self.full_until.load(Relaxed);
        until == u64::MAX || until > 0 && clock::now() < until
    }

    /// There may be room again. Called under the lock, under which somebody else may be about to say that there is none.
    fn look_again(&self) {
        self.full_until.store(0, Relaxed);
    }

    /// Takes the series with these values off the page; false if there is none.
    pub(super) fn remove<L: LabelSet>(&self, values: &L) -> bool {
        let visit = |each: &mut dyn FnMut(&str)| values.visit(&mut |value| each(value));
        let key = Key::new(self.labels, &visit);
        let mut list = self.list();
        let is_removed = list.remove(&key.text, &self.roster);
        list.tidy(&self.roster);
        self.look_again();
        is_removed
    }

    /// Takes all series off the page.
    pub(super) fn clear(&self) {
        let mut list = self.list();
        list.clear(&self.roster);
        list.sweep(None, &self.roster);
        self.look_again();
    }

    /// The limit is another now.
    pub(super) fn limit_changed(&self) {
        let _list = self.list();
        self.look_again();
    }

    /// Writes all series that are not too old, in the order of their labels. The entries are held meanwhile, so that their slots are
    /// nobody else's.
    pub(super) fn write(&self, sink: &mut dyn Sink) {
        let page = self.page();
        for entries in page.chunks(AT_ONCE) {
            let mut starts = [Slot::numbered(0); AT_ONCE];
            entries.iter().zip(&mut starts).for_each(|(entry, start)| *start = entry.series().first());
            scratch::with(|scratch| {
                let numbers = scratch::zeroes(&mut scratch.numbers, entries.len() * self.layout.slots());
                let mut totals = Totals::of(&self.layout, &starts[..entries.len()], numbers);
                for (at, entry) in entries.iter().enumerate() {
                    totals.write(entry.series().labels(), (&starts, at..at + 1), entry.created(), sink);
                }
            });
        }
    }

    fn page(&self) -> Arc<[Arc<Entry>]> {
        let mut list = self.list();
        let before = list.counted();
        list.sweep(self.ttl.map(Deadline::new), &self.roster);
        if list.counted() < before {
            self.look_again();
        }
        list.page()
    }

    fn list(&self) -> MutexGuard<'_, List> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not under the lock, because the writer is the user's.
        let page = self.list().page();
        f.debug_set().entries(page.iter().map(|entry| entry.series().labels())).finish()
    }
}
