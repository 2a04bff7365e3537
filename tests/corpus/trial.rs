//! One crate, untouched and annotated.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    annotate::{Place, Sources},
    build::Build,
    cargo,
    eligible::Reason,
    package::Package,
    plan::Plan,
    request::{Request, Wanted},
    source::Source,
    test_run::TestRun,
};

/// How often functions are left off until what is left builds; the compiler stops at the first kind of mistake.
const MOST_ROUNDS: usize = 20;

/// What a crate's own tests say about the attributes.
pub(crate) struct Trial {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) eligible: usize,
    /// Functions that can't have the attributes.
    pub(crate) others: BTreeMap<Reason, usize>,
    /// Functions that don't compile with the attributes, with the compiler's words.
    pub(crate) left_off: BTreeMap<Place, String>,
    pub(crate) passed_before: usize,
    pub(crate) passed_after: usize,
    pub(crate) differences: Vec<String>,
    pub(crate) new_warnings: Vec<String>,
    /// Files that were left as they are, because they can't be read.
    pub(crate) unreadable: Vec<String>,
}

impl Trial {
    pub(crate) fn of(wanted: &Wanted, request: &Request) -> Result<Self, String> {
        let source = Source::fetch(wanted)?;
        let shelf = cargo::workshop().join(format!("{}-{}", source.name, source.version));
        let untouched = shelf.join("untouched");
        source.copy_to(&untouched)?;
        eprintln!("  builds and runs the tests untouched");
        let plan = Plan::of(&untouched, wanted.features.as_deref())?;
        let build_before = Build::run(&untouched, &plan.build())?;
        let before = TestRun::run(&untouched, &plan, request.with_doc)?;
        let mut annotated = Annotated::prepare(&source, &untouched, shelf.join("annotated"))?;
        eprintln!(
            "  annotates {} functions, and builds and runs the tests again",
            annotated.sources.eligible()
        );
        let build_after = annotated.build(&plan, &request.attributes)?;
        let after = TestRun::run(&annotated.package.folder, &plan, request.with_doc)?;
        Ok(Self {
            name: source.name,
            version: source.version,
            eligible: annotated.sources.eligible(),
            others: annotated.sources.others(),
            left_off: annotated.left_off,
            passed_before: before.passed(),
            passed_after: after.passed(),
            differences: after.differences(&before),
            new_warnings: build_after.warnings_not_in(&build_before),
            unreadable: annotated.sources.unreadable,
        })
    }

    pub(crate) fn annotated(&self) -> usize {
        self.eligible - self.left_off.len()
    }

    /// Whether the attributes made no difference.
    pub(crate) fn is_clean(&self) -> bool {
        self.left_off.is_empty() && self.differences.is_empty() && self.new_warnings.is_empty()
    }
}

/// The copy that gets the attributes.
struct Annotated {
    package: Package,
    sources: Sources,
    left_off: BTreeMap<Place, String>,
}

impl Annotated {
    fn prepare(source: &Source, untouched: &Path, folder: PathBuf) -> Result<Self, String> {
        source.copy_to(&folder)?;
        // The same versions of all dependencies.
        let locked = fs::copy(untouched.join("Cargo.lock"), folder.join("Cargo.lock"));
        locked.map_err(|error| format!("{}: {error}", folder.display()))?;
        let package = Package::open(folder)?;
        package.add_tickmark()?;
        let sources = Sources::read(&package)?;
        Ok(Self { package, sources, left_off: BTreeMap::new() })
    }

    /// Builds the tests, leaving off functions that don't compile with the attributes.
    fn build(&mut self, plan: &Plan, attributes: &[String]) -> Result<Build, String> {
        for _ in 0..MOST_ROUNDS {
            let left_off: BTreeSet<Place> = self.left_off.keys().cloned().collect();
            self.sources.annotate(&self.package, attributes, &left_off)?;
            let build = Build::run(&self.package.folder, &plan.build())?;
            if build.succeeded {
                return Ok(build);
            }
            if !self.leave_off(&build) {
                return Err(format!(
                    "does not build annotated, for no function's sake:\n{}",
                    build.complaint()
                ));
            }
            eprintln!("  leaves off {} functions", self.left_off.len());
        }
        Err(format!("does not build annotated after {MOST_ROUNDS} rounds of leaving off functions"))
    }

    /// Remembers the functions that errors point at; tells whether there were new ones.
    fn leave_off(&mut self, build: &Build) -> bool {
        let known = self.left_off.len();
        for error in &build.errors {
            for (path, line) in &error.places {
                for (place, name) in self.sources.functions_around(path, *line) {
                    let words = || format!("`{name}`: {}", error.rendered);
                    self.left_off.entry(place).or_insert_with(words);
                }
            }
        }
        self.left_off.len() > known
    }
}
