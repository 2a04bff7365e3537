//! What measuring its requests costs a service; see the README.

mod allocations;
mod arguments;
mod load;
mod pair;
mod report;
mod server;
mod service;
mod variant;

use std::{env, process::ExitCode};

use arguments::{Plan, Task, USAGE};
use report::Row;

fn main() -> ExitCode {
    match arguments::read(env::args().skip(1)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}\n\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), String> {
    match task {
        Task::Serve(service) => service::serve(&service),
        Task::Measure(plan) => measure(&plan),
    }
}

/// In every round each variant has its turn beside a plain service of its own.
fn measure(plan: &Plan) -> Result<(), String> {
    load::stay_on(plan.cores.load)?;
    println!("{}", report::heading(plan)?);
    let mut rows = plan.variants.iter().map(|variant| row(variant, plan)).collect::<Result<Vec<_>, _>>()?;
    for round in 0..plan.rounds {
        for row in &mut rows {
            eprintln!("round {} of {}: {}", round + 1, plan.rounds, row.variant.name);
            row.pairs.extend(pair::measure(row.variant, plan)?);
        }
    }
    println!("{}", report::table(&rows, pair::allocations(&variant::PLAIN, plan)?));
    Ok(())
}

fn row(variant: &'static variant::Variant, plan: &Plan) -> Result<Row, String> {
    Ok(Row { variant, allocations: pair::allocations(variant, plan)?, pairs: Vec::new() })
}
