//! What is hard to do without: a page whose lines only lack their values, and a copy of it.

use std::fmt::Write;

use super::{
    row::{Page, Row},
    workload::{self, Workload},
};
use crate::{floors::FLOOR, work};

/// The row that others are compared with as a floor.
pub const RENDERED: &str = "rendered but for the values";
/// The row that others are compared with as a copy.
pub const COPIED: &str = "`memcpy`";

/// Both floors.
pub fn rows(work: &Workload) -> Vec<Row> {
    let lines = Lines::of(work);
    let mut page = Page::default();
    let rendered = Row::text(FLOOR, RENDERED, move |page| lines.write(page));
    rendered.encode(&mut page);
    let page = page.text();
    vec![rendered, Row::text(FLOOR, COPIED, move |copy| copy.push_str(&page))]
}

/// A page of which all is written but the values.
#[derive(Default)]
struct Lines {
    rendered: String,
    lines: Vec<Line>,
}

/// Where a line ends in what is rendered, and its value.
struct Line {
    end: usize,
    value: Value,
}

enum Value {
    Whole(u64),
    Float(f64),
}

impl Lines {
    fn of(work: &Workload) -> Self {
        let mut lines = Self::default();
        for family in &work.counters {
            lines.head(family.name, family.help, "counter");
            for series in &family.series {
                lines.line(
                    family.name,
                    "",
                    &pairs(workload::REQUEST, &series.labels),
                    Value::Whole(series.value),
                );
            }
        }
        for family in &work.gauges {
            lines.head(family.name, family.help, "gauge");
            for series in &family.series {
                let value = if series.value.fract() == 0.0 {
                    Value::Whole(series.value as u64)
                } else {
                    Value::Float(series.value)
                };
                lines.line(family.name, "", &pairs(workload::QUEUE, &series.labels), value);
            }
        }
        lines.head(work.histograms.name, work.histograms.help, "histogram");
        for series in &work.histograms.series {
            lines.histogram(work.histograms.name, &pairs(workload::DURATION, &series.labels), series.value);
        }
        lines
    }

    fn head(&mut self, name: &str, help: &str, kind: &str) {
        _ = writeln!(self.rendered, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn histogram(&mut self, name: &str, pairs: &str, number: u64) {
        let seconds: Vec<f64> = workload::durations(number).collect();
        for bound in work::BOUNDS {
            let count = seconds.iter().filter(|seconds| **seconds <= bound).count();
            self.line(name, "_bucket", &format!("{pairs},le=\"{bound}\""), Value::Whole(count as u64));
        }
        let count = || Value::Whole(seconds.len() as u64);
        self.line(name, "_bucket", &format!("{pairs},le=\"+Inf\""), count());
        self.line(name, "_sum", pairs, Value::Float(seconds.iter().sum()));
        self.line(name, "_count", pairs, count());
    }

    fn line(&mut self, name: &str, suffix: &str, pairs: &str, value: Value) {
        _ = write!(self.rendered, "{name}{suffix}{{{pairs}}} ");
        self.lines.push(Line { end: self.rendered.len(), value });
    }

    fn write(&self, page: &mut String) {
        let mut start = 0;
        for line in &self.lines {
            page.push_str(&self.rendered[start..line.end]);
            match line.value {
                Value::Whole(value) => page.push_str(itoa::Buffer::new().format(value)),
                Value::Float(value) => page.push_str(zmij::Buffer::new().format_finite(value)),
            }
            page.push('\n');
            start = line.end;
        }
    }
}

fn pairs<const LABELS: usize>(names: [&str; LABELS], values: &[String; LABELS]) -> String {
    let pairs = names.iter().zip(values).map(|(name, value)| format!("{name}=\"{value}\""));
    pairs.collect::<Vec<_>>().join(",")
}
