//! The arguments that a function gets from the blocks around it; its own win.

use syn::Path;

use crate::{
    arguments::Argument,
    call::args::Args,
    paths::RuntimePath,
    words::{BUCKETS, COUNTED, IN_FLIGHT, LABELS, LABELS_FROM, NAME, NATIVE, OUTCOME, SLO},
};

/// The arguments of the blocks around an item, each key once.
#[derive(Clone, Default)]
pub(crate) struct Inherited {
    pub(crate) arguments: Vec<Argument>,
    runtime: Option<Path>,
}

impl Inherited {
    /// These with those of an inner block.
    pub(crate) fn with(&self, own: &Args) -> Self {
        let left = self.without(own).cloned();
        let arguments = own.written.iter().cloned().chain(left).collect();
        Self { arguments, runtime: own.runtime.get().or(self.runtime.as_ref()).cloned() }
    }

    /// These, but for those that are given anew.
    pub(crate) fn without(&self, own: &Args) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|inherited| own.written.iter().all(|own| own.key != inherited.key))
    }

    pub(crate) fn runtime(&self) -> RuntimePath {
        RuntimePath::new(self.runtime.clone())
    }
}

/// Whether constants check the argument while the program compiles.
pub(crate) fn has_checks(argument: &Argument) -> bool {
    [NAME, LABELS, LABELS_FROM, OUTCOME, BUCKETS, NATIVE, SLO, COUNTED, IN_FLIGHT]
        .iter()
        .any(|key| argument.key == key)
}
