//! In place of the runtime's module of this name.

use std::{
    cell::Cell,
    sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst},
};

pub(super) use loom::sync::{
    Mutex, MutexGuard,
    atomic::{AtomicBool, AtomicUsize, fence},
};
use loom::{cell::UnsafeCell, sync::atomic};

/// Few, because the model watches each of them; enough for all slots of a test.
pub(super) const PAGE: usize = 8;

/// On the page of all slots of a test, and none of them.
pub(super) const LAST_ON_PAGE: u32 = 7;

pub(super) const SHORTEST: usize = 1;

/// So that the second value makes the table grow.
pub(super) const FEWEST_PLACES: usize = 2;

macro_rules! const_fn {
    ($($function:tt)*) => { pub(super) fn $($function)* };
}

macro_rules! thread_locals {
    ($(static $name:ident: $type:ty = $first:expr;)*) => {
        $(loom::thread_local! { static $name: $type = $first })*
    };
}

pub(super) use const_fn;
pub(super) use thread_locals as thread_local;

/// Where a fence stands for what `loom` takes to be weaker than it is: a sequentially consistent load, store or exchange. Compilers for
/// processors without such instructions put it in either place, and a program that is right is right with both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fences {
    Before,
    After,
}

std::thread_local! {
    /// Those of the model that the calling test runs.
    pub(super) static FENCES: Cell<Fences> = const { Cell::new(Fences::Before) };
    /// Whether pointers take turns as numbers do, which takes long.
    pub(super) static IS_THOROUGH: Cell<bool> = const { Cell::new(false) };
}

/// Does what is said to be ordered so.
fn ordered<R>(order: Ordering, weaker: Ordering, does: impl FnOnce(Ordering) -> R) -> R {
    if order != SeqCst {
        return does(order);
    }
    let fences = FENCES.get();
    if fences == Fences::Before {
        fence(SeqCst);
    }
    let done = does(weaker);
    if fences == Fences::After {
        fence(SeqCst);
    }
    done
}

/// What every access stores to, be it a load. `loom` looks for another order of two accesses only if one of them is a store and the other the
/// last that there was; somebody who loads and then stores hides from it who loaded before.
#[derive(Debug)]
struct Turn(AtomicUsize);

impl Turn {
    fn new() -> Self {
        Self(AtomicUsize::new(0))
    }

    fn take(&self) {
        self.0.store(0, Relaxed);
    }
}

#[derive(Debug)]
pub(super) struct AtomicPtr<T> {
    pointer: atomic::AtomicPtr<T>,
    turn: Option<Turn>,
    /// Written by the drop: the model reports it if another thread reads at once.
    alive: UnsafeCell<()>,
}

// SAFETY: nothing is read or written but the pointer, and that is atomic.
unsafe impl<T> Sync for AtomicPtr<T> {}

impl<T> AtomicPtr<T> {
    fn take_turn(&self) {
        self.turn.iter().for_each(Turn::take);
    }

    pub(super) fn new(pointer: *mut T) -> Self {
        let turn = IS_THOROUGH.get().then(Turn::new);
        Self { pointer: atomic::AtomicPtr::new(pointer), turn, alive: UnsafeCell::new(()) }
    }

    pub(super) fn load(&self, order: Ordering) -> *mut T {
        self.alive.with(drop);
        self.take_turn();
        ordered(order, Acquire, |order| self.pointer.load(order))
    }

    pub(super) fn store(&self, pointer: *mut T, order: Ordering) {
        self.take_turn();
        ordered(order, Release, |order| self.pointer.store(pointer, order));
    }

    pub(super) fn compare_exchange_weak(
        &self,
        current: *mut T,
        new: *mut T,
        success: Ordering,
        failure: Ordering,
    ) -> Result<*mut T, *mut T> {
        self.take_turn();
        self.pointer.compare_exchange(current, new, success, failure)
    }
}

impl<T> Drop for AtomicPtr<T> {
    fn drop(&mut self) {
        self.alive.with_mut(drop);
    }
}

#[derive(Debug)]
pub(super) struct AtomicU64 {
    value: atomic::AtomicU64,
    turn: Turn,
}

impl AtomicU64 {
    pub(super) fn new(value: u64) -> Self {
        Self { value: atomic::AtomicU64::new(value), turn: Turn::new() }
    }

    pub(super) fn load(&self, order: Ordering) -> u64 {
        self.turn.take();
        self.value.load(order)
    }

    pub(super) fn store(&self, value: u64, order: Ordering) {
        self.turn.take();
        self.value.store(value, order);
    }

    pub(super) fn swap(&self, value: u64, order: Ordering) -> u64 {
        self.turn.take();
        ordered(order, AcqRel, |order| self.value.swap(value, order))
    }

    pub(super) fn fetch_add(&self, value: u64, order: Ordering) -> u64 {
        self.turn.take();
        self.value.fetch_add(value, order)
    }

    pub(super) fn fetch_max(&self, value: u64, order: Ordering) -> u64 {
        self.turn.take();
        self.value.fetch_max(value, order)
    }

    pub(super) fn fetch_update(
        &self,
        success: Ordering,
        failure: Ordering,
        change: impl FnMut(u64) -> Option<u64>,
    ) -> Result<u64, u64> {
        self.turn.take();
        self.value.fetch_update(success, failure, change)
    }

    pub(super) fn compare_exchange_weak(
        &self,
        current: u64,
        new: u64,
        success: Ordering,
        failure: Ordering,
    ) -> Result<u64, u64> {
        self.turn.take();
        self.value.compare_exchange(current, new, success, failure)
    }
}
