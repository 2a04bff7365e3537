//! A service in a process of its own, seen from outside.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use crate::variant::Variant;

/// A service that runs; it ends when this is dropped.
pub struct Server {
    child: Child,
    pub port: u16,
}

impl Server {
    pub fn start(variant: &Variant, core: usize, counts_allocations: bool) -> Result<Self, String> {
        let itself =
            env::current_exe().map_err(|error| format!("the program does not find itself: {error}"))?;
        let mut command = Command::new(itself);
        command.args(["--serve", variant.name, "--core", &core.to_string()]);
        command.args(counts_allocations.then_some("--count-allocations"));
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let child = child.map_err(|error| format!("`{}` does not start: {error}", variant.name))?;
        let mut server = Self { child, port: 0 };
        server.port =
            server.first_line().ok_or_else(|| format!("`{}` does not say its port", variant.name))?;
        Ok(server)
    }

    fn first_line(&mut self) -> Option<u16> {
        let mut line = String::new();
        BufReader::new(self.child.stdout.take()?).read_line(&mut line).ok()?;
        line.trim().parse().ok()
    }

    /// The seconds that its threads have had a core, for itself and in the kernel; none of them ends before the process does.
    pub fn cpu(&self) -> Result<f64, String> {
        let tasks = format!("/proc/{}/task", self.child.id());
        let tasks = fs::read_dir(&tasks).map_err(|error| format!("{tasks}: {error}"))?;
        let spent = tasks.map(|task| nanoseconds(&task.ok()?.path().join("schedstat")));
        let spent = spent.sum::<Option<u64>>().ok_or("/proc does not say how long the service has run")?;
        Ok(spent as f64 / 1e9)
    }

    /// The body of an answer.
    pub fn get(&self, path: &str) -> Result<String, String> {
        let answer = self.ask(path).map_err(|error| format!("`{path}`: {error}"))?;
        match answer.split_once("\r\n\r\n") {
            Some((head, body)) if head.starts_with("HTTP/1.1 200 ") => Ok(body.to_owned()),
            _ => Err(format!("`{path}` answers `{}`", answer.lines().next().unwrap_or_default())),
        }
    }

    fn ask(&self, path: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(stream, "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }
}

/// The first of the three numbers there.
fn nanoseconds(schedstat: &std::path::Path) -> Option<u64> {
    fs::read_to_string(schedstat).ok()?.split_whitespace().next()?.parse().ok()
}

impl Drop for Server {
    fn drop(&mut self) {
        // A process that is gone already is what was wanted.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
