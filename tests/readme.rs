//! The program in the README is the example `readme`, and prints what the README says it prints.

use crate::examples::run;

const README: &str = include_str!("../README.md");
const EXAMPLE: &str = include_str!("../examples/readme.rs");

/// What stands in the README between a line that opens a block in this language and the end of the block.
fn block(language: &str) -> &'static str {
    let (_, after) = README.split_once(&format!("```{language}\n")).expect("the README has such a block");
    after.split_once("```").expect("the block ends").0
}

#[test]
fn the_program_is_the_example() {
    let (_, program) = EXAMPLE.split_once("\n\n").expect("a line of documentation, then the program");
    assert_eq!(block("rust"), program);
}

#[test]
fn the_program_prints_what_the_readme_shows() {
    let output = run("readme", &[]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(String::from_utf8_lossy(&output.stdout), block("text"), "{errors}");
}
