//! The tests of a package, run, and what each of them said.

use std::{collections::BTreeMap, path::Path};

use crate::{cargo, plan::Plan};

/// How often each test ended in each way; programs and documentation may have tests of one name.
#[derive(Default)]
pub(crate) struct TestRun {
    endings: BTreeMap<(String, Ending), usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    Passed,
    Failed,
    Ignored,
}

impl TestRun {
    /// Runs the test programs, then the examples in the documentation.
    pub(crate) fn run(folder: &Path, plan: &Plan, with_doc: bool) -> Result<Self, String> {
        let mut run = Self::default();
        for arguments in plan.tests(with_doc) {
            let output = cargo::run(folder, &arguments)?;
            cargo::text(&output.stdout).lines().for_each(|line| run.read(line));
            // A program without the usual harness, or one that was killed, says no more than this.
            let failed = cargo::text(&output.stderr);
            let failed = failed.lines().filter_map(|line| line.strip_prefix("    `")?.strip_suffix('`'));
            failed.for_each(|program| run.take(format!("the program `{program}`"), Ending::Failed));
        }
        Ok(run)
    }

    pub(crate) fn passed(&self) -> usize {
        let passed = self.endings.iter().filter(|((_, ending), _)| *ending == Ending::Passed);
        passed.map(|(_, count)| count).sum()
    }

    /// A line for each test that does not end here as it did there.
    pub(crate) fn differences(&self, before: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        for (run, other, which) in [(before, self, "before"), (self, before, "after")] {
            for (key @ (name, ending), count) in &run.endings {
                if other.endings.get(key).is_none_or(|there| there < count) {
                    differences.push(format!("{name}: {ending:?} only {which}"));
                }
            }
        }
        differences.sort_unstable();
        differences
    }

    fn read(&mut self, line: &str) {
        let Some((name, ending)) = line.strip_prefix("test ").and_then(|line| line.rsplit_once(" ... "))
        else {
            return;
        };
        let ending = match ending.split([',', ' ']).next() {
            Some("ok") => Ending::Passed,
            Some("FAILED") => Ending::Failed,
            Some("ignored") => Ending::Ignored,
            _ => return,
        };
        self.take(name.to_owned(), ending);
    }

    fn take(&mut self, name: String, ending: Ending) {
        *self.endings.entry((name, ending)).or_default() += 1;
    }
}
