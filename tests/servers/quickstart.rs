use std::{
    net::SocketAddr,
    path::PathBuf,
    process::{Command, ExitStatus},
    sync::LazyLock,
};

use serde_json::Value;

use super::{
    free_port::free_address,
    process::{Process, folder},
};

/// The example `quickstart`, running with its built-in load.
pub(super) struct Quickstart {
    process: Process,
    address: SocketAddr,
}

impl Quickstart {
    /// Starts the example on a free port and waits until its page answers.
    pub(super) fn start() -> Self {
        static PROGRAM: LazyLock<PathBuf> = LazyLock::new(build);
        let address = free_address();
        let process = Process::start(Command::new(&*PROGRAM).env("ADDR", address.to_string()), folder());
        let mut quickstart = Self { process, address };
        quickstart.page();
        quickstart
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What `/metrics` shows now.
    #[track_caller]
    pub(super) fn page(&mut self) -> String {
        self.process.wait_until_ready(&format!("http://{}/metrics", self.address))
    }

    /// Ends the example as a user does, with ctrl-c.
    #[track_caller]
    pub(super) fn press_ctrl_c(&mut self) -> ExitStatus {
        self.process.interrupt()
    }
}

/// Builds the example as `cargo run --example quickstart` does in the root, and finds the program.
fn build() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--example", "quickstart", "--message-format", "json-render-diagnostics"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("the cargo that built this test is still there");
    assert!(
        output.status.success(),
        "quickstart does not build:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let messages = output.stdout.split(|byte| *byte == b'\n');
    messages.filter_map(program_in).next_back().expect("cargo names the program that it built")
}

fn program_in(message: &[u8]) -> Option<PathBuf> {
    let message: Value = serde_json::from_slice(message).ok()?;
    let is_quickstart = message["target"]["name"] == "quickstart";
    message["executable"].as_str().filter(|_| is_quickstart).map(PathBuf::from)
}
