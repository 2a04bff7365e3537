//! What somebody may have meant who wrote a series that is not there.

use std::cmp::Reverse;

use super::{series::Series, snapshot::Snapshot};
use crate::nearest;

/// The samples nearest to `wanted`: those of its name, with the most labels in common first; or those of a family, or of a name, like it.
pub(super) fn nearest<'a>(wanted: &Series, page: &'a Snapshot) -> Vec<(&'a Series, f64)> {
    let near = |is_near: &dyn Fn(&Series, &str) -> bool| {
        let found = page.all().filter(|(series, family, _)| is_near(series, family));
        found.map(|(series, _, value)| (series, value)).collect::<Vec<_>>()
    };
    let mut found = near(&|series, _| series.name == wanted.name);
    if found.is_empty() {
        found = near(&|_, family| family == wanted.name);
    }
    if found.is_empty() {
        let name = nearest::nearest(&wanted.name, page.all().map(|(series, ..)| &*series.name));
        found = near(&|series, _| Some(&*series.name) == name);
    }
    found.sort_by_key(|(series, _)| Reverse(wanted.labels_in(series)));
    found
}
