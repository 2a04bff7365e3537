//! The example `job`: it works, is scraped meanwhile, and ends.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
};

use super::{client::ask, wait_until};
use crate::examples::program;

/// Ends with the test, also when that fails.
struct Job(Child);

impl Drop for Job {
    fn drop(&mut self) {
        // Either fails only when the program has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_worker_serves_its_metrics_while_it_works() {
    let child = Command::new(program("job"))
        .env("ADDR", "127.0.0.1:0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut job = Job(child.expect("it is built"));
    let mut line = String::new();
    BufReader::new(job.0.stdout.take().expect("it is piped")).read_line(&mut line).expect("text");
    let address =
        line.trim().strip_prefix("metrics at http://").and_then(|rest| rest.strip_suffix("/metrics"));
    let address = address.expect("it says where").parse().expect("an address");
    let mut input = job.0.stdin.take().expect("it is piped");
    input.write_all(b"a\nbb\n\n").expect("it reads");
    let has = |outcome: &str, count: u32| {
        let page = ask(address, "/metrics").body;
        page.lines().any(|line| {
            line.starts_with("function_duration_seconds_count{")
                && line.contains("function=\"handle\"")
                && line.ends_with(&format!("outcome=\"{outcome}\"}} {count}"))
        })
    };
    wait_until("two jobs are done, and one is not", || has("success", 2) && has("failure", 1));
    drop(input);
    assert!(job.0.wait().expect("it ends").success());
}
