//! Proof on other people's code: every function of a crate that can have the attributes gets them, and the crate's own
//! tests have to say what they said before; `README.md` beside this file tells how to run it and what came of it.

mod annotate;
mod build;
mod cargo;
mod eligible;
mod package;
mod plan;
mod report;
mod request;
mod source;
mod test_run;
mod trial;

use std::process::ExitCode;

use crate::{
    request::{Request, Wanted},
    trial::Trial,
};

/// What is tried when nothing is asked for, and what kind of crate it is.
const USUAL: &[(&str, &str)] = &[
    ("anyhow@1.0.104", "unsafe-heavy, `no_std`"),
    ("arrayvec@0.7.8", "unsafe-heavy, `no_std`"),
    ("bytes@1.12.1", "unsafe-heavy, `no_std`"),
    ("either@1.19.0", "macro-heavy, `no_std`"),
    ("futures-util@0.3.34", "async, generic-heavy"),
    ("http@1.5.0", "macro-heavy"),
    ("http-body-util@0.1.5", "async"),
    ("hyper-util@0.1.21", "async services"),
    ("indexmap@2.14.2", "generic-heavy, `no_std`"),
    ("itoa@1.0.18", "macro-heavy, `no_std`"),
    ("semver@1.0.28", "unsafe-heavy, `no_std`"),
    ("serde_json@1.0.154", "generic-heavy, macro-heavy"),
    ("smallvec@1.16.5", "unsafe-heavy, `no_std`"),
    ("tokio-util@0.7.20", "async services"),
];

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(mistake) => {
            eprintln!("{mistake}");
            ExitCode::FAILURE
        }
    }
}

/// Tries all crates, one after the other; tells whether none was changed by the attributes.
fn run() -> Result<bool, String> {
    let request = Request::from_command_line()?;
    let mut rows = vec![report::HEADING.to_owned()];
    let mut all_clean = true;
    for (wanted, kind) in crates(&request)? {
        eprintln!("{}", wanted.name);
        match Trial::of(&wanted, &request) {
            Ok(trial) => {
                all_clean &= trial.is_clean();
                eprint!("{}", report::details(&trial));
                eprintln!("{}", report::row(&kind, &trial));
                rows.push(report::row(&kind, &trial));
            }
            Err(mistake) => {
                all_clean = false;
                eprintln!("  {}", report::indented(&mistake));
            }
        }
    }
    println!("{}", rows.join("\n"));
    Ok(all_clean)
}

/// The crates with their kinds.
fn crates(request: &Request) -> Result<Vec<(Wanted, String)>, String> {
    let kind = |name: &str| {
        USUAL.iter().find(|(usual, _)| Wanted::parse(usual).is_ok_and(|usual| usual.name == name))
    };
    if request.crates.is_empty() {
        return USUAL.iter().map(|(usual, kind)| Ok((Wanted::parse(usual)?, (*kind).to_owned()))).collect();
    }
    let with_kind = request.crates.iter().map(|wanted| {
        let kind = kind(&wanted.name).map_or("", |(_, kind)| kind).to_owned();
        (wanted.clone(), kind)
    });
    Ok(with_kind.collect())
}
