//! A slab: the values of all slots as one thread has added to them.

use std::{
    ptr,
    sync::{
        Mutex, PoisonError,
        atomic::{
            AtomicBool, AtomicPtr, AtomicU64,
            Ordering::{Acquire, Relaxed, Release},
        },
    },
};

use super::Slot;

/// Slots on a page: with 8 bytes each a page is what the operating system maps at once.
pub(super) const PAGE: usize = 512;

pub(super) type Page = [AtomicU64; PAGE];

/// The pages of a slab, some of which may not exist yet.
pub(super) type Directory = [AtomicPtr<Page>];

/// The slab that belongs to no thread.
pub(super) static SHARED: Slab = Slab::new(true);

/// The newest slab; each leads to the one made before it, and the last to [`SHARED`].
static NEWEST: AtomicPtr<Slab> = AtomicPtr::new(ptr::null_mut());

/// Aligned so that the flag of one slab, which other threads read while they look for a free one, does not
/// share a cache line with the directory of another.
#[repr(align(128))]
pub(super) struct Slab {
    leased: AtomicBool,
    /// A leaked slice, replaced by a longer one when it is full.
    directory: Mutex<&'static Directory>,
    /// The same slice, for those who read without the lock: a thin pointer to the fat one, which one atomic can't hold.
    published: AtomicPtr<&'static Directory>,
    older: AtomicPtr<Slab>,
}

impl Slab {
    const fn new(leased: bool) -> Self {
        Self {
            leased: AtomicBool::new(leased),
            directory: Mutex::new(&[]),
            published: AtomicPtr::new(ptr::null_mut()),
            older: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// Leases a slab that a thread has given back, or a new one.
    pub(super) fn lease() -> &'static Slab {
        all().find(|slab| slab.try_lease()).unwrap_or_else(Self::push_new)
    }

    fn try_lease(&self) -> bool {
        // Acquire: the additions of the owner before us happen before ours, so ours build on them.
        !self.leased.load(Relaxed) && self.leased.compare_exchange(false, true, Acquire, Relaxed).is_ok()
    }

    /// Gives the slab back, with its values, for the next thread to go on with.
    pub(super) fn give_back(&self) {
        // Release: pairs with the acquire in `try_lease`.
        self.leased.store(false, Release);
    }

    fn push_new() -> &'static Slab {
        let slab: &'static Slab = Box::leak(Box::new(Slab::new(true)));
        let mut newest = NEWEST.load(Relaxed);
        loop {
            slab.older.store(newest, Relaxed);
            // Release: whoever reaches the slab through the list sees it initialised, its link included.
            match NEWEST.compare_exchange_weak(newest, ptr::from_ref(slab).cast_mut(), Release, Relaxed) {
                Ok(_) => return slab,
                Err(changed) => newest = changed,
            }
        }
    }

    /// The value of `slot` in this slab alone.
    pub(super) fn read(&self, slot: Slot) -> u64 {
        self.existing_page(slot).map_or(0, |page| page[slot.within_page()].load(Relaxed))
    }

    /// Sets `slot` back to zero; only sound bookkeeping when nobody can add to it, which is when its range is free.
    pub(super) fn clear(&self, slot: Slot) {
        if let Some(page) = self.existing_page(slot) {
            page[slot.within_page()].store(0, Relaxed);
        }
    }

    /// The value of `slot`, for locked additions.
    pub(super) fn value(&self, slot: Slot) -> &'static AtomicU64 {
        &self.existing_page(slot).unwrap_or_else(|| self.page_or_new(slot))[slot.within_page()]
    }

    /// The directory as it is published now.
    pub(super) fn published_directory(&self) -> &'static Directory {
        let published = self.published.load(Acquire);
        // SAFETY: `published` is null or points to a leaked slice header, which is never written again; the acquire load
        // pairs with the release store in `grow`.
        unsafe { published.as_ref() }.map_or(&[], |directory| directory)
    }

    fn existing_page(&self, slot: Slot) -> Option<&'static Page> {
        page_in(self.published_directory(), slot)
    }

    /// The page of `slot`, made if need be. Locked, because any thread may ask it of [`SHARED`].
    #[cold]
    pub(super) fn page_or_new(&self, slot: Slot) -> &'static Page {
        let mut directory = self.directory.lock().unwrap_or_else(PoisonError::into_inner);
        if directory.len() <= slot.page() {
            *directory = self.grow(&directory, slot.page() + 1);
        }
        page_in(&directory, slot).unwrap_or_else(|| {
            let page: &'static mut Page = Box::leak(new_page());
            let page = ptr::from_mut(page);
            // Release: whoever sees the page sees its zeroes.
            directory[slot.page()].store(page, Release);
            // SAFETY: `page` was just leaked: it is valid, aligned, and only ever shared from here on.
            unsafe { &*page }
        })
    }

    /// Publishes a longer directory with the same pages. The shorter one stays: another thread may be reading it.
    /// Lengths double, so those that stay are together no longer than the newest.
    fn grow(&self, shorter: &Directory, needed: usize) -> &'static Directory {
        let length = needed.next_power_of_two().max(8);
        let pages = shorter.iter().map(|page| page.load(Relaxed)).chain(std::iter::repeat(ptr::null_mut()));
        let longer: &'static Directory = Box::leak(pages.take(length).map(AtomicPtr::new).collect());
        // Release: whoever sees the slice header sees the slice, and the pages that were copied into it.
        self.published.store(Box::leak(Box::new(longer)), Release);
        longer
    }
}

/// All slabs there are, the shared one included.
pub(super) fn all() -> impl Iterator<Item = &'static Slab> {
    let mut next = NEWEST.load(Acquire);
    std::iter::from_fn(move || {
        // SAFETY: `next` is null or a leaked slab; its link was written before the release that published it.
        let slab: &'static Slab = unsafe { next.as_ref() }?;
        next = slab.older.load(Relaxed);
        Some(slab)
    })
    .chain(std::iter::once(&SHARED))
}

/// The page of `slot`, if the directory has it.
#[inline]
pub(super) fn page_in(directory: &Directory, slot: Slot) -> Option<&'static Page> {
    let page = directory.get(slot.page())?.load(Acquire);
    // SAFETY: `page` is null or a leaked page, whose zeroes were written before the release that published it.
    unsafe { page.as_ref() }
}

/// Adds without a locked instruction: `page` is the calling thread's own.
#[inline]
pub(super) fn add_owned(page: &Page, slot: Slot, amount: u64) {
    let value = &page[slot.within_page()];
    value.store(value.load(Relaxed).wrapping_add(amount), Relaxed);
}

/// The same for a floating-point number.
#[inline]
pub(super) fn add_float_owned(page: &Page, slot: Slot, amount: f64) {
    let value = &page[slot.within_page()];
    value.store((f64::from_bits(value.load(Relaxed)) + amount).to_bits(), Relaxed);
}

/// Adds to a floating-point number that other threads add to as well.
pub(super) fn add_float_shared(value: &AtomicU64, amount: f64) {
    let mut bits = value.load(Relaxed);
    while let Err(changed) =
        value.compare_exchange_weak(bits, (f64::from_bits(bits) + amount).to_bits(), Relaxed, Relaxed)
    {
        bits = changed;
    }
}

fn new_page() -> Box<Page> {
    // Through a vector: an array expression would build the page on the stack first.
    let values: Vec<AtomicU64> = std::iter::repeat_with(|| AtomicU64::new(0)).take(PAGE).collect();
    values.try_into().unwrap_or_else(|_| unreachable!("the vector has as many values as the page"))
}
