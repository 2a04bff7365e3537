//! Programs that a test starts, and ends.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
};

use tempfile::TempDir;

#[cfg(feature = "servers")]
use crate::patience::get;
use crate::patience::wait_for;

/// A running program with a folder of its own; both are gone when this is dropped.
pub(crate) struct Process {
    name: String,
    child: Child,
    folder: TempDir,
}

impl Process {
    /// Starts the program in the folder, where its output goes to a file.
    pub(crate) fn start(command: &mut Command, folder: TempDir) -> Self {
        let name = command.get_program().display().to_string();
        let log = File::create(log_in(&folder)).expect("a temporary folder can be written to");
        let log_of_errors = log.try_clone().expect("an open file can be shared");
        let child = command
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(log_of_errors)
            .spawn()
            .unwrap_or_else(|error| panic!("`{name}` does not start ({error}): run tests/servers.sh"));
        Self { name, child, folder }
    }

    /// Waits until the program has written what is looked for, and gives it.
    #[track_caller]
    pub(crate) fn wait_for_output<T>(&mut self, look: impl Fn(&str) -> Option<T>) -> T {
        wait_for(&format!("`{}` to say what it does", self.name), || {
            if let Some(status) = self.exit_status() {
                panic!("`{}` ended at once: {status}", self.name);
            }
            let output = fs::read(log_in(&self.folder)).unwrap_or_default();
            look(&String::from_utf8_lossy(&output))
        })
    }

    /// Asks the program to end, as ctrl-c in its terminal would, and waits until it has.
    #[track_caller]
    pub(crate) fn interrupt(&mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status().expect("`kill` is there");
        assert!(sent.success(), "`{}` was gone before it was interrupted", self.name);
        wait_for(&format!("`{}` to end", self.name), || self.exit_status())
    }

    fn exit_status(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("our own child can be asked")
    }
}

#[cfg(feature = "servers")]
impl Process {
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the page answers, and gives it.
    #[track_caller]
    pub(crate) fn wait_until_ready(&mut self, url: &str) -> String {
        wait_for(&format!("`{}` to answer at {url}", self.name), || {
            if let Some(status) = self.exit_status() {
                panic!("`{}` ended before it was ready: {status}", self.name);
            }
            get(url)
        })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Either fails only when the program has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            let output = fs::read(log_in(&self.folder)).unwrap_or_default();
            eprintln!("--- output of `{}` ---\n{}---", self.name, String::from_utf8_lossy(&output));
        }
    }
}

/// An empty folder for one program.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room for temporary files")
}

fn log_in(folder: impl AsRef<Path>) -> PathBuf {
    folder.as_ref().join("output.log")
}
