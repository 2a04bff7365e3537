//! What the trials have shown, as people read it.

use crate::{eligible::Reason, trial::Trial};

/// How the table begins, in Markdown.
pub(crate) const HEADING: &str = "\
| crate | kind | eligible | annotated | others | tests passed before | after | new warnings |
|---|---|--:|--:|---|--:|--:|--:|";

/// Everything that the attributes changed in a crate.
pub(crate) fn details(trial: &Trial) -> String {
    let left_off: Vec<_> = trial.left_off.values().cloned().collect();
    let sections = [
        ("does not compile", &left_off),
        ("tests that changed", &trial.differences),
        ("new warnings", &trial.new_warnings),
        ("files that can't be read", &trial.unreadable),
    ];
    let sections = sections.into_iter().filter(|(_, lines)| !lines.is_empty());
    let sections = sections.map(|(title, lines)| format!("{title}:\n  {}", indented(&lines.join("\n"))));
    sections.map(|section| format!("  {}\n", indented(&section))).collect::<Vec<_>>().concat()
}

/// Text whose later lines are moved to the right.
pub(crate) fn indented(text: &str) -> String {
    text.trim_end().replace('\n', "\n  ")
}

/// A trial as a row of the table.
pub(crate) fn row(kind: &str, trial: &Trial) -> String {
    let others = trial.others.iter().map(|(reason, count)| format!("{count} {}", word(*reason)));
    let others = others.collect::<Vec<_>>().join(", ");
    let Trial { name, version, eligible, passed_before, passed_after, new_warnings, .. } = trial;
    let (annotated, new_warnings) = (trial.annotated(), new_warnings.len());
    format!(
        "| {name} {version} | {kind} | {eligible} | {annotated} | {others} | {passed_before} | {passed_after} | {new_warnings} |"
    )
}

fn word(reason: Reason) -> &'static str {
    match reason {
        Reason::Const => "`const`",
        Reason::NoBody => "without body",
        Reason::OfTheCompiler => "of the compiler",
        Reason::Allocator => "of an allocator",
        Reason::FutureMadeElsewhere => "return a future made elsewhere",
    }
}
