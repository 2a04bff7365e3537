use std::{net::SocketAddr, process::Command};

use super::{
    TIMEOUT_IN_SECONDS,
    free_port::free_address,
    process::{Process, folder},
};

/// Debian's Pushgateway, which gives back what it was given, also in another format.
pub(super) struct Pushgateway {
    _process: Process,
    address: SocketAddr,
}

impl Pushgateway {
    pub(super) fn start() -> Self {
        let address = free_address();
        let mut command = Command::new("prometheus-pushgateway");
        let mut process = Process::start(command.arg(format!("--web.listen-address={address}")), folder());
        process.wait_until_ready(&format!("http://{address}/-/ready"));
        Self { _process: process, address }
    }

    /// Hands in a page of this content type, and tells the status of the answer with what is said in it.
    pub(super) fn put(&self, content_type: &str, page: &[u8]) -> (u16, String) {
        let request = minreq::put(format!("http://{}/metrics/job/pushed", self.address));
        let request = request.with_header("Content-Type", content_type).with_body(page);
        let response = request.with_timeout(TIMEOUT_IN_SECONDS).send().expect("a ready server answers");
        (response.status_code, response.as_str().unwrap_or_default().to_owned())
    }

    /// What it has, in the format of this content type.
    pub(super) fn page(&self, content_type: &str) -> Vec<u8> {
        let request = minreq::get(format!("http://{}/metrics", self.address));
        let request = request.with_header("Accept", content_type).with_timeout(TIMEOUT_IN_SECONDS);
        request.send().expect("a ready server answers").into_bytes()
    }
}
