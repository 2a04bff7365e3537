//! Names that come when the program runs, kept for as long as it does.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

static TEXTS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// The same text, kept once however often it is asked for: a program has so many names of labels, and no more.
pub(crate) fn interned(text: &str) -> &'static str {
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = texts.get(text) {
        return known;
    }
    let kept: &'static str = Box::leak(Box::from(text));
    texts.insert(kept);
    kept
}
