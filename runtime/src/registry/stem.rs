//! Which families keep their whole name in OpenMetrics, where those of counters and infos have endings on their samples only.

use std::collections::BTreeSet;

use crate::{kind::Kind, name::Escaping};

/// A family by its name as it is and as formats have it that know Prometheus' old alphabet only.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) name: &'a str,
    pub(super) written: &'a str,
    pub(super) kind: Kind,
}

/// The families, by their written names, that can't be called in OpenMetrics what they should: another one is called so, or has a sample
/// that is. Of two that would be called the same the first one is.
pub(super) fn taken<'a>(families: &[Named<'a>]) -> BTreeSet<&'a str> {
    let mut taken = among(families, Escaping::AllowUtf8);
    // Names that need no escaping meet as they are, or never.
    if families.iter().any(|family| family.name != family.written) {
        for escaping in [Escaping::Underscores, Escaping::Dots, Escaping::Values] {
            taken.append(&mut among(families, escaping));
        }
    }
    taken
}

/// The same with names as this scheme writes them.
fn among<'a>(families: &[Named<'a>], escaping: Escaping) -> BTreeSet<&'a str> {
    let names = families.iter().flat_map(|family| kept(&escaping.metric_name(family.name), family.kind));
    let mut names: BTreeSet<String> = names.collect();
    let own: BTreeSet<_> = families.iter().map(|family| escaping.metric_name(family.name)).collect();
    let mut is_taken = |family: &&Named<'a>| {
        let own = match escaping.metric_name(family.name) {
            name if has_created(family.kind) => return own.contains(&*[&name, "_created"].concat()),
            name => name,
        };
        let wanted: Vec<_> = wanted(&own, family.kind).filter(|wanted| *wanted != own).collect();
        let is_taken = wanted.iter().any(|wanted| names.contains(wanted));
        if !is_taken {
            names.extend(wanted);
        }
        is_taken
    };
    families.iter().filter(|family| is_taken(family)).map(|family| family.written).collect()
}

/// The names that a family and its samples have whatever the others are called.
fn kept(name: &str, kind: Kind) -> Vec<String> {
    let created: &[&str] = if has_created(kind) { &["_created"] } else { &[] };
    [""].iter().chain(kind.suffixes()).chain(created).map(|suffix| [name, *suffix].concat()).collect()
}

/// Whether it is called as it is, and may have a sample that says when it began.
const fn has_created(kind: Kind) -> bool {
    matches!(kind, Kind::Histogram | Kind::Summary)
}

/// The names that a counter or an info has where nobody else has them.
fn wanted(name: &str, kind: Kind) -> impl Iterator<Item = String> {
    let suffixes: &[&str] = match kind {
        Kind::Counter => &["", "_total", "_created"],
        Kind::Info => &["", "_info"],
        _ => &[],
    };
    suffixes.iter().map(move |suffix| [kind.stem(name), *suffix].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_taken(families: &[(&'static str, Kind)], expected: &[&str]) {
        let families: Vec<_> =
            families.iter().map(|&(name, kind)| Named { name, written: name, kind }).collect();
        assert_eq!(taken(&families).into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn who_has_a_name_as_it_is_keeps_it() {
        assert_taken(&[("a_total", Kind::Counter), ("b_info", Kind::Info)], &[]);
        assert_taken(&[("a_total", Kind::Counter), ("a", Kind::Gauge)], &["a_total"]);
        assert_taken(&[("a", Kind::Counter), ("a_total", Kind::Gauge)], &["a"]);
        assert_taken(&[("a", Kind::Info), ("a_info", Kind::Gauge)], &["a"]);
        assert_taken(&[("a_count_total", Kind::Counter), ("a", Kind::Summary)], &["a_count_total"]);
        assert_taken(&[("a_created", Kind::Gauge), ("a_total", Kind::Counter)], &["a_total"]);
    }

    #[test]
    fn what_says_when_a_histogram_began_gives_way() {
        assert_taken(&[("a", Kind::Histogram), ("a_created", Kind::Gauge)], &["a"]);
        assert_taken(&[("a", Kind::Summary), ("a_created_total", Kind::Counter)], &["a_created_total"]);
    }

    #[test]
    fn of_two_that_would_have_a_name_the_first_one_has_it() {
        assert_taken(&[("a_info", Kind::Info), ("a_total", Kind::Counter)], &["a_total"]);
        assert_taken(&[("a", Kind::Counter), ("a_total", Kind::Counter)], &["a", "a_total"]);
    }

    #[test]
    fn names_are_told_apart_as_every_format_has_them() {
        let family = |name, written| Named { name, written, kind: Kind::Counter };
        let gauge = Named { name: "a.total_total", written: "a_total_total", kind: Kind::Gauge };
        assert_eq!(taken(&[family("a.total", "a_total"), gauge]), BTreeSet::from(["a_total"]));
    }
}
