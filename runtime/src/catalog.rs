//! The catalog: everything that the macros of a program declare, gathered by the linker.

use std::sync::OnceLock;

use crate::registry::{Problems, Registry};

/// One declaration of a program.
pub trait Declared: Sync {
    /// Enters it into a registry; doing so twice changes nothing.
    fn declare(&'static self, registry: &Registry);
}

/// Every declaration that was linked into the program. Each macro adds to it; nothing runs before `main`.
#[linkme::distributed_slice]
pub static CATALOG: [&'static dyn Declared];

static GLOBAL: OnceLock<Registry> = OnceLock::new();

/// The registry with everything that is declared by a macro, every closed series of it at zero.
///
/// It is filled when it is first needed: by the first scrape, or the first call of an annotated function.
pub fn global() -> &'static Registry {
    GLOBAL.get_or_init(|| {
        let registry = Registry::new();
        for declared in CATALOG {
            declared.declare(&registry);
        }
        registry
    })
}

/// What is wrong with what the program declares, and only shows when all of it is linked together: names that are
/// declared twice and differ.
///
/// Call it in a test. A program with such a clash runs all the same: the page leaves out the second declaration and
/// `tickmark_declaration_problems_total` counts it.
///
/// # Errors
///
/// When there is anything; it prints as a list that names both places of each clash.
///
/// ```
/// #[test]
/// # fn hidden() {}
/// fn metrics_are_declared_soundly() {
///     tickmark::check().unwrap();
/// }
/// # metrics_are_declared_soundly();
/// ```
pub fn check() -> Result<(), Problems> {
    global().check()
}
