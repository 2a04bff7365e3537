//! What a layer was told.

use std::fmt;

use super::{Dimension, GrpcType, Quantity, code::Code, naming, path};
use crate::{
    http::{
        books::Planned,
        setup::{Setup, debug_families},
    },
    label::LabelDescriptor,
    place::Place,
};

/// Which end of the calls it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Server,
    Client,
}

/// All that a layer was told.
#[derive(Clone)]
pub(super) struct Options {
    pub(super) side: Side,
    pub(super) setup: Setup<Quantity, Dimension>,
    pub(super) declared: Vec<Declared>,
    pub(super) is_only_declared: bool,
    pub(super) has_code_of_duration: bool,
}

/// A method that was declared.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    pub(super) service: String,
    pub(super) method: String,
    pub(super) kind: GrpcType,
}

impl Options {
    pub(super) const fn new(side: Side, place: Place) -> Self {
        Self {
            side,
            setup: Setup::new(place),
            declared: Vec::new(),
            is_only_declared: false,
            has_code_of_duration: false,
        }
    }

    /// What was declared last counts; what is no path of a method is none.
    pub(super) fn declare(&mut self, path: &str, kind: GrpcType) {
        let Some((service, method)) = path::parts(path) else { return };
        self.declared.retain(|known| known.service != service || known.method != method);
        self.declared.push(Declared { service: service.to_owned(), method: method.to_owned(), kind });
    }

    /// The families of calls that begin and of those that have ended.
    pub(super) fn plan(&self) -> (Vec<Planned>, Vec<Planned>) {
        let (begun, ended) = naming::families(self.side);
        let mut ended = ended.to_vec();
        for preset in ended.iter_mut().filter(|preset| preset.quantity == Quantity::Duration) {
            if self.has_code_of_duration {
                preset.dimensions = naming::CODES;
            }
        }
        let plan = |presets: &[naming::Preset]| self.setup.plan(presets, label, Dimension::column);
        (plan(begun), plan(&ended))
    }
}

fn label(dimension: Dimension, name: Option<&'static str>) -> LabelDescriptor {
    let name = name.unwrap_or(naming::label(dimension));
    match dimension {
        Dimension::Type => LabelDescriptor::closed(name, &GrpcType::NAMES),
        Dimension::Code => LabelDescriptor::closed(name, &Code::NAMES),
        Dimension::Service | Dimension::Method => LabelDescriptor::of::<str>(name),
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (begun, ended) = self.plan();
        debug_families("Options", begun.iter().chain(&ended), f)
    }
}
