//! Requests from `wrk`.

use std::{process::Command, time::Duration};

use core_affinity::CoreId;

/// Enough to keep one core busy.
pub const CONNECTIONS: u64 = 16;

const INSTALL: &str = "`wrk` could not be started: `tests/servers.sh wrk` installs it";

/// What it did.
pub struct Load {
    pub requests: u64,
    pub per_second: f64,
}

/// Keeps this thread, and every `wrk` that it starts, on one core.
pub fn stay_on(id: usize) -> Result<(), String> {
    if core_affinity::set_for_current(CoreId { id }) {
        Ok(())
    } else {
        Err(format!("core {id} can't be had"))
    }
}

/// The release of `wrk`, of which it says so only where it refuses to run.
pub fn version() -> Result<String, String> {
    let output = Command::new("wrk").arg("-v").output().map_err(|error| format!("{INSTALL} ({error})"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text.split(" [").next().unwrap_or_default().trim().to_owned())
}

pub fn run(port: u16, path: &str, time: Duration) -> Result<Load, String> {
    let connections = format!("-c{CONNECTIONS}");
    let (time, url) = (format!("-d{}s", time.as_secs()), format!("http://127.0.0.1:{port}{path}"));
    let output = Command::new("wrk").args(["-t1", &connections, &time, &url]).output();
    let output = output.map_err(|error| format!("{INSTALL} ({error})"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    read(&text).ok_or_else(|| {
        format!("`wrk` reports no clean run:\n{text}{}", String::from_utf8_lossy(&output.stderr))
    })
}

/// Nothing where a request failed.
fn read(report: &str) -> Option<Load> {
    if report.contains("Non-2xx") || report.contains("Socket errors") {
        return None;
    }
    let requests = report.lines().find_map(|line| line.trim().split_once(" requests in "))?.0;
    let per_second = report.lines().find_map(|line| line.strip_prefix("Requests/sec:"))?;
    Some(Load { requests: requests.parse().ok()?, per_second: per_second.trim().parse().ok()? })
}
