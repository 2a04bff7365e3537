use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

/// What `promtool check metrics` says about a page: status 0 for a good one, 1 for one that it can't read, 3 for one
/// that reads but breaks a custom.
pub(super) fn check_metrics(page: &str) -> Output {
    let mut child = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("`promtool` is installed by tests/servers.sh");
    let mut stdin = child.stdin.take().expect("it was piped");
    stdin.write_all(page.as_bytes()).expect("promtool reads its input");
    drop(stdin);
    child.wait_with_output().expect("promtool ends with its input")
}
