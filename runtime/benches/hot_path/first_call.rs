//! What the first recorded call of a process takes: it fills the registry and leases a slab.

use std::{
    env,
    process::Command,
    time::{Duration, Instant},
};

use crate::operations;

const CHILD: &str = "TICKMARK_BENCH_FIRST_CALL";

/// Makes the call and prints what it took, in a process that was started for it.
pub(crate) fn is_child() -> bool {
    let is_child = env::var_os(CHILD).is_some();
    if is_child {
        let start = Instant::now();
        operations::timed_plain(0);
        println!("{}", start.elapsed().as_nanos());
    }
    is_child
}

/// The median of some processes.
pub(crate) fn report(processes: usize) -> String {
    let mut taken: Vec<Duration> = (0..processes).filter_map(|_| of_one_process()).collect();
    taken.sort_unstable();
    match (taken.get(taken.len() / 2), taken.last()) {
        (Some(median), Some(longest)) => {
            format!("first recorded call of a process: {median:?}, longest {longest:?}")
        }
        _ => "first recorded call of a process: no process could be started".to_owned(),
    }
}

fn of_one_process() -> Option<Duration> {
    let output = Command::new(env::current_exe().ok()?).env(CHILD, "1").output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok().map(Duration::from_nanos)
}
