//! Readers that others wrote: the official Python client, and Google's protobuf.

mod message;

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::Value as Json;

use super::{
    api::{labels, text},
    content::{Mark, Read, Sample, number},
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/servers/judge");
const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/python-venv/bin/python");

/// A running reader that is asked about one page after the other; gone when this is dropped.
pub(super) struct Judge {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Judge {
    pub(super) fn start() -> Self {
        let mut child = Command::new(PYTHON)
            .arg(format!("{FOLDER}/judge.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("`{PYTHON}` does not start ({error}): run tests/python.sh"));
        let stdin = child.stdin.take().expect("it was piped");
        let stdout = BufReader::new(child.stdout.take().expect("it was piped"));
        Self { child, stdin, stdout }
    }

    /// The families of a page by the text parser.
    pub(super) fn text(&mut self, page: &[u8]) -> Result<BTreeMap<String, Read>, String> {
        self.read("text", page).map(|families| families.iter().map(family).collect())
    }

    /// The families of a page by the strict parser of OpenMetrics.
    pub(super) fn open_metrics(&mut self, page: &[u8]) -> Result<BTreeMap<String, Read>, String> {
        self.read("openmetrics", page).map(|families| families.iter().map(family).collect())
    }

    /// The messages of a page of protobuf, as JSON has them: numbers are text, and native buckets stand for their spans and deltas.
    pub(super) fn protobuf(&mut self, page: &[u8]) -> Result<Vec<Json>, String> {
        self.read("protobuf", page)?.into_iter().map(message::readable).collect()
    }

    fn read(&mut self, format: &str, page: &[u8]) -> Result<Vec<Json>, String> {
        writeln!(self.stdin, "{format} {}", page.len()).expect("the judge listens");
        self.stdin.write_all(page).and_then(|()| self.stdin.flush()).expect("the judge listens");
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("the judge answers in UTF-8");
        let mut verdict: Json = serde_json::from_str(&line).expect("the judge answers in JSON");
        match verdict["families"].take() {
            Json::Array(families) => Ok(families),
            _ => Err(text(&verdict["error"])),
        }
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        // Either fails only when the program has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn family(family: &Json) -> (String, Read) {
    let samples = family["samples"].as_array().expect("a family has samples");
    let mut samples: Vec<_> = samples.iter().map(sample).collect();
    samples.sort();
    let [kind, help, unit] = ["kind", "help", "unit"].map(|key| text(&family[key]));
    (text(&family["name"]), Read { kind, help, unit, samples })
}

fn sample(sample: &Json) -> Sample {
    let value = text(&sample["value"]).parse().expect("a value is a number");
    let exemplar = &sample["exemplar"];
    let exemplar = exemplar.is_object().then(|| Mark {
        labels: labels(&exemplar["labels"]),
        value: number(text(&exemplar["value"]).parse().expect("a value is a number")),
        time: exemplar["time"].as_u64(),
    });
    Sample { exemplar, ..Sample::new(&text(&sample["name"]), labels(&sample["labels"]), value) }
}
