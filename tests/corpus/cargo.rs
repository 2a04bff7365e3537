//! Cargo, as this program calls it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// Where everything is kept: sources, copies, and one target folder, so that what crates share is built once.
pub(crate) fn workshop() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus")
}

/// Runs cargo in a folder, whatever comes of it.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Result<Output, String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", workshop().join("target"));
    // A test of the crate must not write where a run of it untouched would not.
    command.env("INSTA_UPDATE", "no").env("CARGO_TERM_COLOR", "never");
    command.output().map_err(|error| format!("`cargo {}` does not start: {error}", arguments.join(" ")))
}

/// Runs cargo in a folder, and gives what it printed; with its own words where it fails.
pub(crate) fn require(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = run(folder, arguments)?;
    if output.status.success() {
        return Ok(text(&output.stdout));
    }
    let (words, folder) = (text(&output.stderr), folder.display());
    Err(format!("`cargo {}` failed in {folder}:\n{words}", arguments.join(" ")))
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
