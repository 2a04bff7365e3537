//! What must compile, and what must not, with its message.
//!
//! `UI_TEST=bad-name cargo test -p tickmark-ui-tests` runs the cases with that text in their path, and
//! `TRYBUILD=overwrite` writes the messages anew. With `UI_MESSAGES` set, a compiler whose messages are not known fails.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use trybuild::TestCases;

/// Whose messages stand in the `.stderr` files; other compilers say the same in other words.
const OWNER_OF_THE_MESSAGES: &str = "rustc 1.95.";

// Two tests, because `trybuild` compiles cases of one kind together, and mixed ones each by itself.

#[test]
fn what_must_compile_does() {
    let cases = TestCases::new();
    for case in cases_in("pass") {
        cases.pass(case);
    }
}

#[test]
fn what_must_not_compile_says_why() {
    let compiler = compiler();
    if !compiler.starts_with(OWNER_OF_THE_MESSAGES) || compiler.contains("nightly") {
        assert!(
            env::var_os("UI_MESSAGES").is_none(),
            "{compiler} is here: renew the messages, and their owner above"
        );
        println!("skipped: the messages are those of {OWNER_OF_THE_MESSAGES}*, and this is {compiler}");
        return;
    }
    let cases = TestCases::new();
    for case in cases_in("fail") {
        cases.compile_fail(case);
    }
}

fn compiler() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().expect("rustc runs: it built this test");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn cases_in(folder: &str) -> Vec<PathBuf> {
    let wanted = env::var("UI_TEST").unwrap_or_default();
    let mut cases = Vec::new();
    collect(Path::new(folder), &mut cases).expect("tests run in the folder of their package");
    cases.retain(|case| case.to_string_lossy().contains(&wanted));
    cases.sort();
    cases
}

fn collect(folder: &Path, cases: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, cases)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            cases.push(path);
        }
    }
    Ok(())
}
