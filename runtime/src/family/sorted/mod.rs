//! All series of a family as a scrape reads them.

mod run;

use std::sync::Arc;

use run::Run;

use super::series::Series;
use crate::{
    cell::{Slot, are_slabs_many},
    label::Labels,
    metric::{
        Layout, Totals,
        scratch::{self, Scratch, zeroes},
    },
    sink::Sink,
    timestamp::Timestamp,
};

/// How many series are written anew when one is added between them.
const MOST_OF_A_RUN: usize = 512;

/// How many numbers are kept at once: a megabyte of them.
const MOST_OF_A_BLOCK: usize = 1 << 17;

/// All series of a family in the order of their labels, in runs of some hundred.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorted {
    runs: Vec<Arc<Run>>,
}

/// A series that is not in order yet.
#[derive(Debug)]
pub(super) struct Added {
    pub(super) series: Arc<Series>,
    /// When it came to be, as its set tells time.
    pub(super) born: u32,
}

impl Sorted {
    /// The same with these; only runs that one of them belongs to are made anew.
    pub(super) fn with(&self, mut added: Vec<Added>) -> Self {
        // Stable: it is quick where most is in order, and that the order of equal ones stays is as well.
        added.sort_by(|one, other| one.series.labels().cmp(&other.series.labels()));
        let mut sorted = Self { runs: Vec::with_capacity(self.runs.len() + added.len() / MOST_OF_A_RUN + 1) };
        let mut rest = &added[..];
        for (at, run) in self.runs.iter().enumerate() {
            let next = self.runs.get(at + 1).map(|next| next.first());
            let belong = rest.partition_point(|added| next.is_none_or(|next| added.series.labels() < next));
            let (now, later) = rest.split_at(belong);
            match now {
                [] => sorted.runs.push(run.clone()),
                _ => sorted.append(Some(run), now),
            }
            rest = later;
        }
        if self.runs.is_empty() {
            sorted.append(None, rest);
        }
        sorted
    }

    /// Appends the series of both, in order.
    fn append(&mut self, run: Option<&Run>, added: &[Added]) {
        // All about as long: where a series is added to a full run, there is room in both that come of it.
        let count = run.map_or(0, Run::len) + added.len();
        let most = count.div_ceil(count.div_ceil(MOST_OF_A_RUN).max(1));
        let mut writer = Writer { runs: &mut self.runs, run: Run::default(), most, last: String::new() };
        let mut added = added.iter().peekable();
        if let Some(run) = run {
            run.for_each_part(|labels, start, born| {
                while let Some(next) = added.next_if(|next| next.series.labels() < Labels::from_text(labels))
                {
                    writer.push(next.series.labels().as_str(), next.series.first(), next.born);
                }
                writer.push(labels, start, born);
            });
        }
        added.for_each(|next| writer.push(next.series.labels().as_str(), next.series.first(), next.born));
        writer.end_run();
    }

    /// Writes all series; `created` says when one came to be.
    pub(super) fn write(&self, layout: &Layout, created: impl Fn(u32) -> Timestamp, sink: &mut dyn Sink) {
        let each = layout.slots();
        scratch::with(|Scratch { numbers, starts, text }| match self.block(layout) {
            Some((low, count)) => {
                starts.clear();
                if layout.has_floats() {
                    self.runs.iter().for_each(|run| starts.extend(run.starts()));
                    starts.sort_unstable_by_key(|start| start.number());
                }
                let mut totals = Totals::of_block(layout, low, starts, zeroes(numbers, count));
                self.runs.iter().for_each(|run| write(run, &mut totals, &created, text, sink));
            }
            None => self.runs.iter().for_each(|run| {
                let mut totals = Totals::of(layout, run.starts(), zeroes(numbers, run.len() * each));
                write(run, &mut totals, &created, text, sink);
            }),
        });
    }

    /// The first slot, and how many there are up to the last, where they are read in the order in which they lie. On the page the order of the
    /// series is another: with many threads that would be many places in memory for each. It takes memory, and that few slots between those of the
    /// series are somebody else's.
    fn block(&self, layout: &Layout) -> Option<(Slot, usize)> {
        let count: usize = self.runs.iter().map(|run| run.len() * layout.slots()).sum();
        if !(layout.is_of_threads() && count <= MOST_OF_A_BLOCK && are_slabs_many()) {
            return None;
        }
        let low = self.runs.iter().map(|run| run.bounds().0).min()?;
        let high = self.runs.iter().map(|run| run.bounds().1).max()?;
        let span = (high - low) as usize + layout.slots();
        (span <= count + count / 4).then_some((Slot::numbered(low), span))
    }

    /// The labels of all series.
    pub(super) fn labels(&self) -> Vec<String> {
        let mut labels = Vec::new();
        for run in &self.runs {
            run.for_each(&mut String::new(), |found| labels.push(found.labels.as_str().to_owned()));
        }
        labels
    }
}

fn write(
    run: &Run,
    totals: &mut Totals<'_>,
    created: &impl Fn(u32) -> Timestamp,
    text: &mut String,
    sink: &mut dyn Sink,
) {
    run.for_each(text, |found| {
        totals.write(found.labels, (run.starts(), found.numbers), created(found.born), sink);
    });
}

/// Appends series to runs, of which it begins a new one when the last is long enough.
struct Writer<'a> {
    runs: &'a mut Vec<Arc<Run>>,
    run: Run,
    /// How long a run is at most.
    most: usize,
    last: String,
}

impl Writer<'_> {
    fn push(&mut self, labels: &str, start: Slot, born: u32) {
        // Series with the same labels are one on the page, and so in one run.
        if self.run.len() >= self.most && self.last != labels {
            self.end_run();
        }
        self.run.push(labels, start, born, &mut self.last);
    }

    fn end_run(&mut self) {
        let mut run = std::mem::take(&mut self.run);
        if run.len() > 0 {
            run.shrink();
            self.runs.push(Arc::new(run));
        }
    }
}
