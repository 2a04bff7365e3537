//! What is testable in a crate as it was published.

use std::path::Path;

use crate::build::Build;

/// Arguments of cargo: published crates often lack files of their tests, and not all features go together.
pub(crate) struct Plan {
    features: Vec<String>,
    /// The test programs that build untouched; none where the crate alone does.
    targets: Vec<String>,
}

impl Plan {
    /// The plan under which the most can be tested.
    pub(crate) fn of(folder: &Path, features: Option<&str>) -> Result<Self, String> {
        let choices = match features {
            Some(features) => vec![vec!["--features".to_owned(), features.to_owned()]],
            None => vec![vec!["--all-features".to_owned()], Vec::new()],
        };
        let mut best: Option<Self> = None;
        for features in choices.clone() {
            let mut plan = Self { features, targets: Vec::new() };
            let build = Build::run(folder, &plan.arguments(&["build", "--tests", "--keep-going"]))?;
            plan.targets = build.targets;
            if build.succeeded {
                return Ok(plan);
            }
            if best.as_ref().is_none_or(|best| plan.targets.len() > best.targets.len()) {
                best = Some(plan);
            }
        }
        best.filter(Self::has_programs).map_or_else(|| Self::without_tests(folder, choices), Ok)
    }

    /// The crate alone: its tests need what was not published.
    fn without_tests(folder: &Path, choices: Vec<Vec<String>>) -> Result<Self, String> {
        let mut complaint = String::new();
        for features in choices {
            let plan = Self { features, targets: Vec::new() };
            let build = Build::run(folder, &plan.build())?;
            if build.succeeded {
                return Ok(plan);
            }
            complaint = build.complaint();
        }
        Err(format!("it does not build untouched; name other features, as `name/feature`:\n{complaint}"))
    }

    /// The command that builds everything that can be built.
    pub(crate) fn build(&self) -> Vec<&str> {
        if self.has_programs() { self.of_programs(&["test", "--no-run"]) } else { self.arguments(&["build"]) }
    }

    /// The commands that run the test programs, and the examples in the documentation.
    pub(crate) fn tests(&self, with_doc: bool) -> Vec<Vec<&str>> {
        let programs = self.has_programs().then(|| self.of_programs(&["test", "--no-fail-fast"]));
        let doc = with_doc.then(|| self.arguments(&["test", "--no-fail-fast", "--doc"]));
        programs.into_iter().chain(doc).collect()
    }

    fn has_programs(&self) -> bool {
        !self.targets.is_empty()
    }

    fn arguments<'a>(&'a self, command: &[&'a str]) -> Vec<&'a str> {
        command.iter().copied().chain(self.features.iter().map(String::as_str)).collect()
    }

    fn of_programs<'a>(&'a self, command: &[&'a str]) -> Vec<&'a str> {
        let mut arguments = self.arguments(command);
        arguments.extend(self.targets.iter().map(String::as_str));
        arguments
    }
}
