use std::{
    net::SocketAddr,
    process::{Command, ExitStatus},
};

use super::{
    free_port::free_address,
    process::{Process, folder},
};
use crate::examples::program;

/// The example `quickstart`, running with its built-in load.
pub(super) struct Quickstart {
    process: Process,
    address: SocketAddr,
}

impl Quickstart {
    /// Starts the example on a free port and waits until its page answers.
    pub(super) fn start() -> Self {
        let address = free_address();
        let process =
            Process::start(Command::new(program("quickstart")).env("ADDR", address.to_string()), folder());
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
