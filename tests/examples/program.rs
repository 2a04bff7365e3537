//! The programs of `examples/`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::LazyLock,
};

use serde_json::Value;

/// The program of an example, as `cargo build --examples` makes it in the root: after `cargo test` there, cargo finds that they are all built.
#[track_caller]
pub(crate) fn program(example: &str) -> &'static Path {
    static PROGRAMS: LazyLock<BTreeMap<String, PathBuf>> = LazyLock::new(build);
    PROGRAMS.get(example).unwrap_or_else(|| panic!("there is no example `{example}`"))
}

/// What an example does that ends by itself.
#[track_caller]
pub(crate) fn run(example: &str, arguments: &[&str]) -> Output {
    Command::new(program(example)).args(arguments).output().expect("what was just built can be run")
}

fn build() -> BTreeMap<String, PathBuf> {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--examples", "--message-format", "json-render-diagnostics"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("the cargo that built this test is still there");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the examples do not build:\n{errors}");
    output.stdout.split(|byte| *byte == b'\n').filter_map(program_in).collect()
}

fn program_in(message: &[u8]) -> Option<(String, PathBuf)> {
    let message: Value = serde_json::from_slice(message).ok()?;
    let is_example = message["target"]["kind"][0] == "example";
    let program = message["executable"].as_str().filter(|_| is_example)?;
    Some((message["target"]["name"].as_str()?.to_owned(), program.into()))
}
