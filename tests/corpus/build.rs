//! A build of a package, and what the compiler said.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::cargo;

/// What came of building a package's tests.
pub(crate) struct Build {
    pub(crate) succeeded: bool,
    pub(crate) errors: Vec<Message>,
    /// By text and lint, without the place, because a warning may move within a function; as the compiler shows them.
    pub(crate) warnings: BTreeMap<String, Vec<String>>,
    /// Arguments that choose the test programs which were built.
    pub(crate) targets: Vec<String>,
    /// What cargo said by itself, such as that it found no version that fits.
    pub(crate) words: String,
}

/// An error of the compiler.
pub(crate) struct Message {
    pub(crate) rendered: String,
    /// Where it points, below the package; through the macros that it came from.
    pub(crate) places: Vec<(PathBuf, usize)>,
}

impl Build {
    pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Result<Self, String> {
        let output = cargo::run(folder, &[arguments, &["--message-format", "json"]].concat())?;
        let mut build = Self {
            succeeded: output.status.success(),
            errors: Vec::new(),
            warnings: BTreeMap::new(),
            targets: Vec::new(),
            words: cargo::text(&output.stderr),
        };
        let manifest = folder.join("Cargo.toml").display().to_string();
        let lines = output.stdout.split(|byte| *byte == b'\n');
        let messages = lines.filter_map(|line| serde_json::from_slice::<Value>(line).ok());
        messages
            .filter(|message| message["manifest_path"] == manifest)
            .for_each(|message| build.take(&message));
        Ok(build)
    }

    /// Why it failed: the compiler's errors, or else cargo's.
    pub(crate) fn complaint(&self) -> String {
        let errors: String = self.errors.iter().map(|error| error.rendered.clone() + "\n").collect();
        if errors.is_empty() { self.words.clone() } else { errors }
    }

    /// As many of each warning as there are more here than there.
    pub(crate) fn warnings_not_in(&self, before: &Self) -> Vec<String> {
        let known = |key| before.warnings.get(key).map_or(0, Vec::len);
        let new = self.warnings.iter().flat_map(|(key, warnings)| warnings.iter().skip(known(key)));
        new.cloned().collect()
    }

    fn take(&mut self, message: &Value) {
        if message["reason"] == "compiler-artifact" && message["profile"]["test"] == true {
            self.targets.extend(selection(&message["target"]).into_iter().flatten());
        }
        let message = &message["message"];
        // One without a place only counts the others.
        let Some(spans) = message["spans"].as_array().filter(|spans| !spans.is_empty()) else { return };
        let rendered = message["rendered"].as_str().unwrap_or_default().trim_end().to_owned();
        if message["level"] == "warning" {
            let key = format!("{} {}", message["code"]["code"], message["message"]);
            self.warnings.entry(key).or_default().push(rendered);
        } else if message["level"] == "error" {
            let primary = spans.iter().filter(|span| span["is_primary"] == true);
            self.errors.push(Message { rendered, places: primary.flat_map(places).collect() });
        }
    }
}

/// How cargo is told to test this target and not others.
fn selection(target: &Value) -> Option<Vec<String>> {
    let name = target["name"].as_str()?.to_owned();
    match target["kind"][0].as_str()? {
        kind @ ("bin" | "test" | "example") => Some(vec![format!("--{kind}"), name]),
        "bench" | "custom-build" => None,
        _ => Some(vec!["--lib".to_owned()]),
    }
}

/// The place of a span, then of the macro call that it came from, and so on.
fn places(span: &Value) -> Vec<(PathBuf, usize)> {
    let mut places = Vec::new();
    let mut span = span;
    while let (Some(file), Some(line)) = (span["file_name"].as_str(), span["line_start"].as_u64()) {
        places.extend(usize::try_from(line).map(|line| (PathBuf::from(file), line)));
        span = &span["expansion"]["span"];
    }
    places
}
