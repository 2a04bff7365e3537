//! The parser cases of the OpenMetrics project, where they are at hand.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::*;
use crate::exposition::parse;

/// Names the folder of the repository `prometheus/OpenMetrics`, or what there is of it.
const VARIABLE: &str = "TICKMARK_OPENMETRICS_CASES";

#[test]
fn the_cases_of_the_open_metrics_project_are_judged_as_it_says() {
    let Some(folder) = folder() else {
        println!("skipped: `{VARIABLE}` does not name a folder with the cases");
        return;
    };
    let mut wrong = Vec::new();
    let (mut valid, mut not_valid) = (0, 0);
    for case in cases(&folder) {
        let page = fs::read(case.join("metrics")).expect("a case has a page");
        let expected = fs::read_to_string(case.join("test.json")).expect("a case says what to expect");
        let expected = expected.split_whitespace().collect::<String>().contains("\"shouldParse\":true");
        *(if expected { &mut valid } else { &mut not_valid }) += 1;
        let errors = errors(&page);
        if errors.is_empty() != expected {
            wrong.push(format!("{}: expected {expected}, found {errors:?}", case.display()));
        }
    }
    println!("{valid} cases should parse, {not_valid} should not");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(valid > 0 && not_valid > 0, "there are no cases in {}", folder.display());
}

/// What is wrong with a page, as the parser and the checker say it.
fn errors(page: &[u8]) -> Vec<String> {
    let Ok(page) = str::from_utf8(page) else { return vec!["it is no UTF-8".to_owned()] };
    let findings = check(page, OPEN_METRICS);
    let errors: Vec<_> =
        findings.iter().filter(|finding| finding.is_error()).map(ToString::to_string).collect();
    match parse(page, OPEN_METRICS) {
        Err(error) => {
            assert!(!errors.is_empty(), "the checker says nothing of {error}");
            errors
        }
        Ok(_) => errors,
    }
}

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/openmetrics");
    let named = env::var_os(VARIABLE).map(PathBuf::from);
    named.into_iter().chain([beside]).find(|folder| folder.is_dir())
}

/// The folders below with a case in them.
fn cases(folder: &Path) -> Vec<PathBuf> {
    if folder.join("test.json").is_file() {
        return vec![folder.to_owned()];
    }
    let entries = fs::read_dir(folder).expect("the folder can be read").flatten();
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.iter().flat_map(|folder| cases(folder)).collect()
}
