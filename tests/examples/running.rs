use std::process::Command;

use minreq::{Request, Response};
use tickmark::exposition::{Format, check};

use crate::{
    examples::program,
    page::Page,
    patience::TIMEOUT_IN_SECONDS,
    process::{Process, folder},
};

/// An example that serves, on a port that the system chose; gone when this is dropped.
pub(super) struct Running {
    process: Process,
    address: String,
}

impl Running {
    /// Starts the example, and waits until it has said where it listens.
    #[track_caller]
    pub(super) fn start(example: &str) -> Self {
        Self::start_with(example, &[])
    }

    #[track_caller]
    pub(super) fn start_with(example: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(program(example));
        command.args(arguments).env("ADDR", "127.0.0.1:0");
        let mut process = Process::start(&mut command, folder());
        let address = process.wait_for_output(address_in);
        Self { process, address }
    }

    #[track_caller]
    pub(super) fn get(&self, path: &str) -> Response {
        answered(minreq::get(self.url(path)))
    }

    #[track_caller]
    pub(super) fn post(&self, path: &str, body: &str) -> Response {
        answered(minreq::post(self.url(path)).with_body(body))
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The page, in which the checker finds nothing; the same in OpenMetrics for those who ask for it.
    #[track_caller]
    pub(super) fn page(&self, path: &str) -> Page {
        let page = self.page_in(path, "text/plain", Format::Text0_0_4);
        self.page_in(path, "application/openmetrics-text; version=1.0.0", Format::OpenMetrics1_0_0);
        Page::read(&page)
    }

    #[track_caller]
    fn page_in(&self, path: &str, accept: &str, format: Format) -> String {
        let response = answered(minreq::get(self.url(path)).with_header("accept", accept));
        assert_eq!(response.status_code, 200);
        let content_type = response.header("content-type").unwrap_or_default();
        assert!(content_type.starts_with(accept), "{content_type}");
        let page = text(&response);
        let findings: Vec<_> = check(page, format).iter().map(ToString::to_string).collect();
        assert_eq!(findings, [""; 0], "{page}");
        page.to_owned()
    }

    /// Ends the example as a user does, with ctrl-c.
    #[track_caller]
    pub(super) fn end(mut self) {
        let status = self.process.interrupt();
        assert!(status.success(), "{status}");
    }
}

#[track_caller]
pub(super) fn answered(request: Request) -> Response {
    request.with_timeout(TIMEOUT_IN_SECONDS).send().expect("who has said where it listens answers")
}

#[track_caller]
pub(super) fn text(response: &Response) -> &str {
    response.as_str().expect("examples write UTF-8")
}

/// The address in the first line of an example; the line is whole once another follows.
fn address_in(output: &str) -> Option<String> {
    let (line, _) = output.split_once('\n')?;
    let (_, url) = line.split_once("http://")?;
    url.split('/').next().map(str::to_owned)
}
