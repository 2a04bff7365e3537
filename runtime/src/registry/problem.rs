//! What can be wrong with declarations, once the whole program is known.

use std::{error::Error, fmt};

use super::{FamilyDescriptor, Place};

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
        Self {
            family: first.name.to_string(),
            what: format!("is declared twice, with {why}: give one of them another name"),
            places: vec![first.place, second.place],
        }
    }

    /// A declaration whose names the format does not know.
    pub(super) fn names(descriptor: &FamilyDescriptor, problem: &str) -> Self {
        Self {
            family: descriptor.name.to_string(),
            what: format!("can't be named so: {problem}"),
            places: vec![descriptor.place],
        }
    }

    /// The name of the family.
    pub fn family(&self) -> &str {
        &self.family
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.family, self.what)?;
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
    pub(super) fn none_or(problems: Vec<Problem>) -> Result<(), Self> {
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
