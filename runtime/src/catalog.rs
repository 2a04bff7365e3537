//! The catalog: everything that the macros of a program declare, gathered by the linker.

use std::{
    any::Any,
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use crate::{
    config::{Config, ConfigError},
    registry::{Problems, Registry},
};

/// One declaration of a program.
pub trait Declared: Any + Sync {
    /// The file and the line where it is.
    fn place(&self) -> (&'static str, u32);

    /// Enters it into a registry; called once.
    fn declare(&'static self, registry: &Registry);
}

/// Every declaration that was linked into the program. Each macro adds to it; nothing runs before `main`.
#[linkme::distributed_slice]
pub static CATALOG: [&'static dyn Declared];

/// Enters a static into the catalog. It expands to what linkme's attribute would, without the check that the static is of the
/// catalog's type, because that is written here. The attribute would be a second macro for each annotated function and nearly
/// half of what one adds to a build. What it hands to `CATALOG!` is linkme's own affair, hence the exact version in `Cargo.toml`.
#[doc(hidden)]
#[macro_export]
macro_rules! __tickmark_enter {
    ($($declared:ident)+) => {$(
        const _: () = {
            $crate::__private::CATALOG! {
                #![linkme_macro = $crate::__private::CATALOG]
                static TICKMARK_ENTRY: &'static dyn $crate::__private::Declared = &$declared;
            }
        };
    )+};
}

static GLOBAL: OnceLock<Registry> = OnceLock::new();

/// Whether what is wrong with the declarations was logged.
static LOGGED: AtomicBool = AtomicBool::new(false);

/// The registry with everything that is declared by a macro, every closed series of it at zero.
///
/// It is filled when it is first needed: by the first scrape, or the first call of an annotated function. It is configured by the
/// [environment](Config#in-the-environment), which may name a file to be read, unless the program has [`configure`]d it before. What is wrong
/// with the environment is logged and reported by [`check`]; the rest of it holds.
///
/// A metric in a static that is used before is not configured yet: a histogram keeps the buckets that it was declared with, which [`check`]
/// reports, and a family the series that it has by then. So a program that is to be configured calls this, or [`configure`], first
/// thing in `main`.
pub fn global() -> &'static Registry {
    GLOBAL.get().unwrap_or_else(|| {
        let (config, mistakes) = Config::of_environment();
        fill(config, mistakes)
    })
}

/// Fills the [`global`] registry as `config` says; to be called first thing in `main`.
///
/// The environment is not asked unless the configuration does so itself: [`Config::with_env`] lays it over.
///
/// ```standalone_crate
/// use tickmark::Config;
///
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     tickmark::configure(Config::new().prefix("shop").with_env()?)?;
///     // …
///     Ok(())
/// }
/// ```
///
/// # Errors
///
/// When something in the configuration is wrong, all of it at once; and when the registry was filled already, by an earlier scrape or call.
#[track_caller]
pub fn configure(config: Config) -> Result<(), ConfigError> {
    let mut config = Some(config.checked()?);
    GLOBAL.get_or_init(|| filled(config.take().unwrap_or_default(), Vec::new()));
    if config.is_some() {
        return Err(ConfigError::late());
    }
    log_problems();
    Ok(())
}

#[cold]
fn fill(config: Config, mistakes: Vec<String>) -> &'static Registry {
    let registry = GLOBAL.get_or_init(|| filled(config, mistakes));
    log_problems();
    registry
}

fn filled(config: Config, mistakes: Vec<String>) -> Registry {
    let registry = Registry::with_config(config);
    registry.report(mistakes);
    // The linker has an order of its own, and where two clash, the first one stays.
    let mut declarations: Vec<_> = CATALOG.iter().collect();
    declarations.sort_by_key(|declared| declared.place());
    for declared in declarations {
        declared.declare(&registry);
    }
    registry
}

/// Once, and only when the registry is there: a logger is the user's code, and may itself call what is annotated.
fn log_problems() {
    if !LOGGED.swap(true, Relaxed)
        && let Some(registry) = GLOBAL.get()
        && let Err(problems) = registry.check()
    {
        problems.iter().for_each(|problem| log::error!("metrics: {problem}"));
    }
}

/// What is wrong with what the program declares, and only shows when all of it is linked together: names that are
/// declared twice and differ, names that will be one in OpenMetrics, and rules of the configuration that are for no family.
///
/// Call it in a test. A program with such a clash runs all the same: the page leaves out the second declaration and
/// `tickmark_declaration_problems_total` counts it.
///
/// # Errors
///
/// When there is anything; it prints as a list that names both places of each clash.
///
/// ```standalone_crate
/// fn metrics_are_declared_soundly() {
///     tickmark::check().unwrap();
/// }
/// # metrics_are_declared_soundly();
/// ```
pub fn check() -> Result<(), Problems> {
    global().check_all()
}
