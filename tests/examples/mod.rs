//! Every example is started, used as its documentation says, scraped and ended.

mod actix_server;
mod axum_server;
mod hyper_server;
mod program;
mod quickstart;
mod running;

use std::path::Path;

pub(crate) use program::{program, run};

/// Examples that print their page, each with the module that runs it; the others serve, and have a module of their name here.
const ELSEWHERE: [(&str, &str); 4] =
    [("chores", "services"), ("data20", "services"), ("job", "exporter/job"), ("readme", "readme")];

const MANIFEST: &str = include_str!("../../examples/Cargo.toml");

/// The names of all examples of the package.
fn names() -> impl Iterator<Item = &'static str> {
    let sections = MANIFEST.split("[[example]]\n").skip(1);
    sections.filter_map(|section| section.strip_prefix("name = \"")?.split('"').next())
}

/// Where its test is.
fn is_run(example: &str) -> bool {
    let module = ELSEWHERE.iter().find(|(name, _)| *name == example).map(|(_, module)| *module);
    let module = module.map_or_else(|| format!("examples/{example}"), str::to_owned);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    [format!("{module}.rs"), format!("{module}/mod.rs")].iter().any(|file| folder.join(file).is_file())
}

#[test]
fn every_example_is_run_by_a_test() {
    assert!(names().count() >= 7, "the manifest is written as it is read here");
    let forgotten: Vec<_> = names().filter(|example| !is_run(example)).collect();
    assert!(forgotten.is_empty(), "write tests/examples/<name>.rs for each of {forgotten:?}");
}

#[test]
fn an_example_without_a_test_is_noticed() {
    assert!(!is_run("karaoke"));
}
