//! Structs of metrics, and every kind of metric in them: what is declared and recorded is what the page says.

mod callback;
mod clash;
mod configured;
mod constant;
mod counter;
mod declared;
mod group;
mod info;
pub(crate) mod kind;
mod name;
mod native;
mod round_trip;
mod state;
mod up_down;

use std::sync::Arc;

use tickmark::{Metrics, Registry};

use crate::page::Page;

/// A struct of metrics in a registry of its own.
#[track_caller]
fn alone<M: Metrics>() -> (Arc<M>, Registry) {
    let registry = Registry::new();
    let metrics = M::register(&registry).expect("nothing else is there");
    (metrics, registry)
}

/// The names of the families, in the order of the page.
fn families(registry: &Registry) -> Vec<String> {
    names(&Page::of(registry))
}

fn names(page: &Page) -> Vec<String> {
    let mut names: Vec<_> = page.samples().map(|sample| sample.name.clone()).collect();
    names.dedup();
    names
}
