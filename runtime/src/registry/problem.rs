//! What can be wrong with declarations, once the whole program is known.

use std::{error::Error, fmt};

use super::{FamilyDescriptor, claim::name_in_open_metrics};
use crate::place::Place;

/// A declaration that a registry could not take, with what to do about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem {
    family: String,
    what: String,
    places: Vec<Place>,
}

impl Problem {
    /// Two declarations of one name that can't be one family.
    pub(super) fn clash(first: &FamilyDescriptor, second: &FamilyDescriptor, why: &str) -> Self {
        let what = if first.place == second.place {
            format!(
                "is registered already, by the same line and with {why}: register it, or the struct around it, only once, \
                 or give one of the two another name or prefix"
            )
        } else {
            format!("is declared twice, with {why}: give one of them another name")
        };
        Self { family: first.name.to_string(), what, places: places(first, second) }
    }

    /// Two declarations whose names differ, though not those of their samples.
    pub(super) fn samples(first: &FamilyDescriptor, second: &FamilyDescriptor) -> Self {
        Self::between(first, second, "have samples of one name")
    }

    /// Two declarations that are one in OpenMetrics, or of which one has the name of a sample of the other there.
    pub(super) fn in_open_metrics(first: &FamilyDescriptor, second: &FamilyDescriptor) -> Self {
        let why = if name_in_open_metrics(first) == name_in_open_metrics(second) {
            "have one name in OpenMetrics, which leaves out `_total` and `_info`"
        } else {
            "share one name in OpenMetrics, where a sample in `_created` says when a counter, a histogram or a summary began"
        };
        Self::between(first, second, why)
    }

    fn between(first: &FamilyDescriptor, second: &FamilyDescriptor, why: &str) -> Self {
        let (name, kind, of) = (&first.name, second.kind.as_str(), first.kind.as_str());
        Self {
            family: second.name.to_string(),
            what: format!("is a {kind}, and it and the {of} `{name}` {why}: give one of them another name"),
            places: places(first, second),
        }
    }

    /// A histogram that was used before it could be given other buckets.
    pub(super) fn late(descriptor: &FamilyDescriptor) -> Self {
        let what = "was used before its buckets were configured, and keeps those that it was declared with: configure the registry \
                    first thing in `main`";
        Self::about(descriptor, what)
    }

    /// A metric that another registry has told how many series it may have and where its buckets end.
    pub(super) fn elsewhere(descriptor: &FamilyDescriptor) -> Self {
        let what = "is in another registry, too, by whose configuration its buckets and limits go: leave it out of this one's rules, or \
                    give each registry a metric of its own";
        Self::about(descriptor, what)
    }

    fn about(descriptor: &FamilyDescriptor, what: &str) -> Self {
        Self { family: descriptor.name.to_string(), what: what.to_owned(), places: vec![descriptor.place] }
    }

    /// Configured buckets that can't tell whether a promise is kept.
    pub(super) fn objective(descriptor: &FamilyDescriptor, latency: f64) -> Self {
        Self {
            family: descriptor.name.to_string(),
            what: format!(
                "has `slo(latency)` of {latency} seconds, and the configured buckets have no bound there: add it to them"
            ),
            places: vec![descriptor.place],
        }
    }

    /// What is wrong with the configuration.
    pub(crate) fn config(what: impl fmt::Display) -> Self {
        Self { family: String::new(), what: what.to_string(), places: Vec::new() }
    }

    /// What is wrong with what was said there.
    #[cfg(feature = "http")]
    pub(crate) fn at(place: Place, what: String) -> Self {
        Self { family: String::new(), what, places: vec![place] }
    }

    #[cfg(feature = "http")]
    pub(super) fn names_place(&self, place: Place) -> bool {
        self.places.contains(&place)
    }

    /// A declaration whose names the format does not know.
    pub(super) fn names(descriptor: &FamilyDescriptor, problem: &str) -> Self {
        Self {
            family: descriptor.name.to_string(),
            what: format!("can't be named so: {problem}"),
            places: vec![descriptor.place],
        }
    }

    /// The name of the family; empty where it is the configuration that is wrong.
    pub fn family(&self) -> &str {
        &self.family
    }
}

/// Where the two are declared; a line that declares both is named once.
fn places(first: &FamilyDescriptor, second: &FamilyDescriptor) -> Vec<Place> {
    let mut places = vec![first.place, second.place];
    places.dedup();
    places
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.family.is_empty() {
            write!(f, "`{}` ", self.family)?;
        }
        f.write_str(&self.what)?;
        self.places.iter().try_for_each(|place| write!(f, "\n  at {place}"))
    }
}

/// As it is displayed: what `unwrap` prints is read by people.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Problem {}

/// All that is wrong with the declarations of a program.
#[derive(Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn new(problems: Vec<Problem>) -> Self {
        Self(problems)
    }

    pub(crate) fn none_or(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self(problems)) }
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|problem| writeln!(f, "{problem}"))
    }
}

/// As they are displayed: what `unwrap` prints is read by people.
impl fmt::Debug for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for Problems {}
