//! A slab: the values of all slots as one thread has added to them.

use std::{
    ptr,
    sync::{
        PoisonError,
        atomic::Ordering::{Acquire, Relaxed, Release, SeqCst},
    },
};

use super::sync::{AtomicBool, AtomicPtr, AtomicU64, Mutex, PAGE, SHORTEST, const_fn};

pub(super) type Page = [AtomicU64; PAGE];

/// The pages of a slab, some of which may not exist yet.
pub(super) type Directory = [AtomicPtr<Page>];

/// All slabs of a program.
pub(super) struct Slabs {
    /// Each leads to the one made before it.
    newest: AtomicPtr<Slab>,
    shared: Slab,
}

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

impl Slabs {
    // None but the shared one.
    const_fn! {
        new() -> Self {
            Self { newest: AtomicPtr::new(ptr::null_mut()), shared: Slab::new() }
        }
    }

    /// The slab that belongs to no thread.
    pub(super) fn shared(&self) -> &Slab {
        &self.shared
    }

    /// All slabs there are, the shared one included.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Slab> {
        let leasable = self.leasable().map(|slab| -> &Slab { slab });
        leasable.chain(std::iter::once(&self.shared))
    }

    fn leasable(&self) -> impl Iterator<Item = &'static Slab> + use<> {
        let mut next = self.newest.load(Acquire);
        std::iter::from_fn(move || {
            // SAFETY: `next` is null or a leaked slab; its link was written before the release that published it.
            let slab: &'static Slab = unsafe { next.as_ref() }?;
            next = slab.older.load(Relaxed);
            Some(slab)
        })
    }

    /// Leases a slab that a thread has given back, or a new one.
    pub(super) fn lease(&self) -> &'static Slab {
        self.leasable().find(|slab| slab.try_lease()).unwrap_or_else(|| self.push_new())
    }

    fn push_new(&self) -> &'static Slab {
        let slab: &'static Slab = Box::leak(Box::new(Slab::new()));
        let mut newest = self.newest.load(Relaxed);
        loop {
            slab.older.store(newest, Relaxed);
            // Release: whoever reaches the slab through the list sees it initialised, its link included.
            match self.newest.compare_exchange_weak(newest, ptr::from_ref(slab).cast_mut(), Release, Relaxed)
            {
                Ok(_) => return slab,
                Err(changed) => newest = changed,
            }
        }
    }
}

impl Slab {
    // Without a page, and not to be leased by anybody else.
    const_fn! {
        new() -> Self {
            Self {
                leased: AtomicBool::new(true),
                directory: Mutex::new(&[]),
                published: AtomicPtr::new(ptr::null_mut()),
                older: AtomicPtr::new(ptr::null_mut()),
            }
        }
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

    /// The value of the slot with this number in this slab alone.
    pub(super) fn read(&self, slot: u32) -> u64 {
        page_in(self.published_directory(), slot).map_or(0, |page| value(page, slot).load(Relaxed))
    }

    /// Sets a slot back to zero; only sound bookkeeping when nobody can add to it, which is when its range is free.
    pub(super) fn clear(&self, slot: u32) {
        if let Some(page) = page_in(self.published_directory(), slot) {
            value(page, slot).store(0, Relaxed);
        }
    }

    /// The value of a slot, for locked additions.
    pub(super) fn value(&self, slot: u32) -> &'static AtomicU64 {
        let page = page_in(self.published_directory(), slot).unwrap_or_else(|| self.page_or_new(slot));
        value(page, slot)
    }

    /// The directory as it is published now.
    pub(super) fn published_directory(&self) -> &'static Directory {
        let published = self.published.load(Acquire);
        // SAFETY: `published` is null or points to a leaked slice header, which is never written again; the acquire load
        // pairs with the release store in `grow`.
        unsafe { published.as_ref() }.map_or(&[], |directory| directory)
    }

    /// The page of a slot, made if need be. Locked, because any thread may ask it of the shared slab.
    #[cold]
    pub(super) fn page_or_new(&self, slot: u32) -> &'static Page {
        let mut directory = self.directory.lock().unwrap_or_else(PoisonError::into_inner);
        let number = page_number(slot);
        if directory.len() <= number {
            *directory = self.grow(&directory, number + 1);
        }
        page_in(&directory, slot).unwrap_or_else(|| {
            let page = ptr::from_mut(Box::leak(new_page()));
            // Release: whoever sees the page sees its zeroes.
            directory[number].store(page, Release);
            // SAFETY: `page` was just leaked: it is valid, aligned, and only ever shared from here on.
            unsafe { &*page }
        })
    }

    /// Publishes a longer directory with the same pages. The shorter one stays: another thread may be reading it.
    /// Lengths double, so those that stay are together no longer than the newest.
    fn grow(&self, shorter: &Directory, needed: usize) -> &'static Directory {
        let length = needed.next_power_of_two().max(SHORTEST);
        let pages = shorter.iter().map(|page| page.load(Relaxed)).chain(std::iter::repeat(ptr::null_mut()));
        let longer: &'static Directory = Box::leak(pages.take(length).map(AtomicPtr::new).collect());
        // Release: whoever sees the slice header sees the slice, and the pages that were copied into it.
        self.published.store(Box::leak(Box::new(longer)), Release);
        longer
    }
}

/// The page of a slot, if the directory has it.
#[inline]
pub(super) fn page_in(directory: &Directory, slot: u32) -> Option<&'static Page> {
    let page = directory.get(page_number(slot))?.load(Acquire);
    // SAFETY: `page` is null or a leaked page, whose zeroes were written before the release that published it.
    unsafe { page.as_ref() }
}

/// What the calling thread has added, whose own `page` is.
#[inline]
pub(super) fn read_owned(page: &Page, slot: u32) -> u64 {
    value(page, slot).load(Relaxed)
}

/// Adds without a locked instruction: `page` is the calling thread's own.
#[inline]
pub(super) fn add_owned(page: &Page, slot: u32, amount: u64) {
    let value = value(page, slot);
    value.store(value.load(Relaxed).wrapping_add(amount), Relaxed);
}

/// The same with a locked instruction, so that the addition is seen before the calling thread reads on.
#[inline]
pub(super) fn add_owned_first(page: &Page, slot: u32, amount: u64) {
    let value = value(page, slot);
    // SeqCst: together with sequentially consistent loads of what others take away; `readers.rs` says of what.
    value.swap(value.load(Relaxed).wrapping_add(amount), SeqCst);
}

/// The same for a floating-point number.
#[inline]
pub(super) fn add_float_owned(page: &Page, slot: u32, amount: f64) {
    let value = value(page, slot);
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

/// Which page of a directory a slot is on.
#[inline]
pub(super) const fn page_number(slot: u32) -> usize {
    slot as usize / PAGE
}

#[inline]
fn value(page: &Page, slot: u32) -> &AtomicU64 {
    &page[slot as usize % PAGE]
}

#[allow(clippy::unnecessary_box_returns, reason = "a page is leaked, and never on the stack")]
fn new_page() -> Box<Page> {
    // Through a vector: an array expression would build the page on the stack first.
    let values: Vec<AtomicU64> = std::iter::repeat_with(|| AtomicU64::new(0)).take(PAGE).collect();
    values.try_into().unwrap_or_else(|_| unreachable!("the vector has as many values as the page"))
}
