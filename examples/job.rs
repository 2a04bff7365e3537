//! A worker without a web server: each line of its input is a job, and its metrics are served beside the work.
//!
//! ```sh
//! cargo run --example job
//! curl http://127.0.0.1:9468/metrics
//! ```
//!
//! It ends with its input, ctrl-d in a terminal. `ADDR` is another address to serve on.

use std::{env, error::Error, io, thread, time::Duration};

use tickmark::{serve::Exporter, timed};

/// Does the job, which takes the longer the more there is to it.
#[timed]
fn handle(job: &str) -> Result<(), &'static str> {
    if job.trim().is_empty() {
        return Err("there is nothing to do");
    }
    thread::sleep(Duration::from_millis(10 * job.len() as u64));
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = env::var("ADDR").unwrap_or_else(|_| "127.0.0.1:9468".to_owned());
    let exporter = Exporter::bind(address)?;
    println!("metrics at http://{}/metrics", exporter.local_addr());
    for job in io::stdin().lines() {
        if let Err(problem) = handle(&job?) {
            eprintln!("{problem}");
        }
    }
    exporter.shutdown();
    Ok(())
}
