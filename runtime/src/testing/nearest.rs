//! What somebody may have meant who wrote a series that is not there.

use std::cmp::Reverse;

use super::{series::Series, snapshot::Snapshot};

/// The samples nearest to `wanted`: those of its name, with the most labels in common first; or those of a family, or of a name, like it.
pub(super) fn nearest<'a>(wanted: &Series, page: &'a Snapshot) -> Vec<(&'a Series, f64)> {
    let near = |is_near: &dyn Fn(&Series, &str) -> bool| {
        let found = page.iter().filter(|(series, family, _)| is_near(series, family));
        found.map(|(series, _, value)| (series, value)).collect::<Vec<_>>()
    };
    let mut found = near(&|series, _| series.name == wanted.name);
    if found.is_empty() {
        found = near(&|_, family| family == wanted.name);
    }
    if found.is_empty() {
        let name = nearest_name(&wanted.name, page);
        found = near(&|series, _| Some(&*series.name) == name);
    }
    found.sort_by_key(|(series, _)| Reverse(wanted.labels_in(series)));
    found
}

/// The name with the fewest letters to change, if that is less than half of them.
fn nearest_name<'a>(wanted: &str, page: &'a Snapshot) -> Option<&'a str> {
    let names = page.iter().map(|(series, ..)| (distance(wanted, &series.name), &*series.name));
    names.min().filter(|(distance, _)| distance * 2 < wanted.len()).map(|(_, name)| name)
}

/// How many letters to put in, leave out or change, to get from one to the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, left) in one.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (to, right) in other.bytes().enumerate() {
            let changed = diagonal + usize::from(left != right);
            diagonal = row[to + 1];
            row[to + 1] = changed.min(diagonal + 1).min(row[to] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn letters_put_in_left_out_and_changed_are_counted() {
        for (one, other, expected) in
            [("", "", 0), ("", "abc", 3), ("abc", "", 3), ("orders", "odrers", 2), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }
}
