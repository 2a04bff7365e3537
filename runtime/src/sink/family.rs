//! What is said of a family above its series.

use std::borrow::Cow;

use crate::{kind::Kind, place::Place};

/// What is said of a family above its series.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FamilyMeta<'a> {
    /// The name, with the `_total` of a counter.
    pub name: Cow<'a, str>,
    /// The kind of all its series.
    pub kind: Kind,
    /// What it counts, for people.
    pub help: Cow<'a, str>,
    /// What it is measured in, such as `seconds`; empty where nobody says. The name ends in it.
    pub unit: &'static str,
    /// Where in the program it is declared, if it is.
    pub(crate) place: Option<Place>,
    /// Whether another family has its name without `_total` or `_info`, which is what OpenMetrics would call it.
    pub(crate) stem_is_taken: bool,
}

impl<'a> FamilyMeta<'a> {
    /// A family with this name, kind and help.
    pub fn new(name: impl Into<Cow<'a, str>>, kind: Kind, help: impl Into<Cow<'a, str>>) -> Self {
        Self { name: name.into(), kind, help: help.into(), unit: "", place: None, stem_is_taken: false }
    }

    /// The same, measured in this unit.
    #[must_use]
    pub fn with_unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// The same, declared here.
    #[must_use]
    pub(crate) fn with_place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same where another family may have the name that OpenMetrics has for it.
    #[must_use]
    pub(crate) fn with_taken_stem(mut self, stem_is_taken: bool) -> Self {
        self.stem_is_taken = stem_is_taken;
        self
    }

    /// The file and the line where it is declared; none for what a collector hands over.
    pub fn place(&self) -> Option<(&'static str, u32)> {
        self.place.map(|place| (place.file, place.line))
    }

    /// The same, independent of what it was borrowed from.
    pub fn into_owned(self) -> FamilyMeta<'static> {
        FamilyMeta {
            name: Cow::Owned(self.name.into_owned()),
            kind: self.kind,
            help: Cow::Owned(self.help.into_owned()),
            unit: self.unit,
            place: self.place,
            stem_is_taken: self.stem_is_taken,
        }
    }
}
