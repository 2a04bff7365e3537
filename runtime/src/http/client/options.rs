//! What a layer was told.

use std::fmt;

use super::{
    dimension::{Dimension, ERRORS},
    host::Hosts,
    naming,
};
use crate::{
    http::{
        Naming, Quantity, StatusLabel, Until,
        books::{Entry, Planned},
        options::VERSIONS,
        setup::{Setup, debug_families},
        status::CLASSES,
    },
    label::LabelDescriptor,
    place::Place,
};

/// All that a layer was told.
#[derive(Clone)]
pub(super) struct Options {
    pub(super) setup: Setup<Quantity, Dimension>,
    pub(super) naming: Naming,
    pub(super) hosts: Hosts,
    pub(super) status: Option<StatusLabel>,
    pub(super) until: Until,
    pub(super) is_https: bool,
}

/// [`CLASSES`], and nothing where there was no response.
const STATUSES: [&str; CLASSES.len() + 1] = ["", CLASSES[0], CLASSES[1], CLASSES[2], CLASSES[3], CLASSES[4]];

impl Options {
    pub(super) fn new(place: Place) -> Self {
        Self {
            setup: Setup::new(place),
            naming: Naming::default(),
            hosts: Hosts::default(),
            status: None,
            until: Until::End,
            is_https: false,
        }
    }

    pub(super) fn status(&self) -> StatusLabel {
        self.status.unwrap_or(self.naming.status())
    }

    /// The families in which requests are counted that have ended, and the one of those that are under way.
    pub(super) fn plan(&self) -> (Vec<Planned>, Vec<Planned>) {
        let mut setup = self.setup.clone();
        if self.status() == StatusLabel::None {
            setup.without.push(Dimension::Status);
        }
        let label = |dimension, name: Option<&'static str>| self.label(dimension, name);
        let planned = setup.plan(naming::families(self.naming), label, Dimension::column);
        planned.into_iter().partition(|planned| planned.entry != Entry::InProgress)
    }

    fn label(&self, dimension: Dimension, name: Option<&'static str>) -> LabelDescriptor {
        let name = name.unwrap_or(naming::label(self.naming, dimension));
        match dimension {
            Dimension::Method => LabelDescriptor::closed(name, self.naming.methods()),
            Dimension::Status if self.status() == StatusLabel::Class => {
                LabelDescriptor::closed(name, &STATUSES)
            }
            Dimension::Scheme => LabelDescriptor::closed(name, &["http", "https"]),
            Dimension::Version => LabelDescriptor::closed(name, &VERSIONS),
            Dimension::Error if self.naming == Naming::Instrumentator => {
                LabelDescriptor::closed(name, &ERRORS)
            }
            _ => LabelDescriptor::of::<str>(name),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ended, under_way) = self.plan();
        debug_families("Options", ended.iter().chain(&under_way), f)
    }
}
