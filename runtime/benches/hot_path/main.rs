//! What recording costs, in one run with what it is made of: `cargo bench --package tickmark --bench hot_path`. With `-- million`,
//! only the part about a million series.
//!
//! Samples of all operations are taken in turn, so that a machine that slows down slows them all. Nothing is subtracted: the
//! plain call and the loop are in every row.

mod allocations;
mod contention;
mod first_call;
mod floors;
mod harness;
mod memory;
mod million;
mod operations;

use harness::Table;

fn main() {
    if first_call::is_child() {
        return;
    }
    // `cargo test --benches` calls us too; one round shows that everything runs.
    let is_given = |wanted: &str| std::env::args().any(|argument| argument == wanted);
    let (rounds, series) = if is_given("--bench") { (31, million::MILLION) } else { (1, 1_000) };
    if is_given("million") {
        return println!("{}", million::report(series));
    }
    operations::settle_clock();
    let mut operations = floors::all();
    operations.extend(operations::all());
    println!("{}", harness::machine());
    println!("{}", Table::measure(&operations, rounds));
    println!("{}", contention::table(&operations, rounds.min(7)));
    tickmark::set_enabled(false);
    let mut operations = floors::all();
    operations.extend(operations::switchable());
    println!("Switched off:\n\n{}", Table::measure(&operations, rounds));
    tickmark::set_enabled(true);
    println!("{}\n{}\n", first_call::report(rounds), memory::report());
    println!("{}", million::report(series));
}
