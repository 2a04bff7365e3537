//! [Messages](https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto) of Prometheus' protobuf format, one
//! for each family, each with its length in front.

mod label;
mod native;
mod wire;

use std::io;

use label::LabelPairs;
use native::{Fields, write_buckets};
use wire::{Message, ROOM, fill_room};

use super::page::Page;
use crate::{
    exemplar::Exemplar,
    kept::Kept,
    kind::Kind,
    label::{Labels, LabelsBuf},
    name::Escaping,
    sink::{
        CounterValue, FamilyMeta, HistogramValue, NativeValue, Number, Sink, StateSetValue, SummaryValue,
    },
    timestamp::Timestamp,
};

/// Writes a page of messages.
pub(super) struct Protobuf<'a> {
    page: Page<'a>,
    escaping: Escaping,
    /// Where on the page the family begins whose series are being written; its length is known when all are.
    family: Option<usize>,
    /// Whether the histograms of that message are native ones, once there is one.
    is_native: Option<bool>,
    /// The name of that family as a label.
    own_label: String,
    memory: Memory,
}

/// What is written again and again; kept for the next page, so that it takes no new memory.
#[derive(Debug, Default)]
struct Memory {
    /// What a message says of its family.
    header: Vec<u8>,
    pairs: LabelPairs,
    /// When the last counter began, and that as a field.
    created: (Option<Timestamp>, Vec<u8>),
}

static KEPT: Kept<Memory> = Kept::new();

/// The numbers of the fields of a metric, by its kind.
mod field {
    pub(super) const GAUGE: u8 = 2;
    pub(super) const COUNTER: u8 = 3;
    pub(super) const SUMMARY: u8 = 4;
    pub(super) const UNTYPED: u8 = 5;
    pub(super) const HISTOGRAM: u8 = 7;
}

impl<'a> Protobuf<'a> {
    pub(super) fn new(page: Page<'a>, escaping: Escaping) -> Self {
        let memory = KEPT.take();
        Self { page, escaping, family: None, is_native: None, own_label: String::new(), memory }
    }

    /// Ends the page.
    ///
    /// # Errors
    ///
    /// The first of the writer's.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.end_family();
        KEPT.give_back(self.memory);
        self.page.finish()
    }

    fn begin_family(&mut self) {
        self.end_family();
        let wire = self.page.bytes();
        self.family = Some(wire.len());
        wire.extend_from_slice(&ROOM);
        wire.extend_from_slice(&self.memory.header);
        self.is_native = None;
    }

    /// Prometheus takes all histograms of a message for what the first one is, until its version 3: so native ones and others of a family
    /// stand in messages of their own.
    fn begin_histogram(&mut self, is_native: bool) {
        if self.is_native.is_some_and(|before| before != is_native) {
            self.begin_family();
        }
        self.is_native = Some(is_native);
    }

    fn end_family(&mut self) {
        if let Some(start) = self.family.take() {
            fill_room(self.page.bytes(), start);
            self.page.may_be_cut();
        }
    }

    /// A metric of the family.
    #[inline]
    fn metric(&mut self, labels: Labels<'_>, write: impl FnOnce(&mut Vec<u8>)) {
        let pairs = self.memory.pairs.of(labels, self.escaping);
        self.page.bytes().message(4, |wire| {
            wire.extend_from_slice(pairs);
            write(wire);
        });
    }

    /// A metric that is a number, and perhaps when it began.
    #[inline]
    fn number(&mut self, labels: Labels<'_>, field: u8, value: f64, created: Option<Timestamp>) {
        let Memory { pairs, created: known, .. } = &mut self.memory;
        let (pairs, bytes) = (pairs.of(labels, self.escaping), self.page.bytes());
        if known.0 != created {
            known.0 = created;
            known.1.clear();
            write_time(&mut known.1, 3, created);
        }
        let length = 9 + known.1.len();
        bytes.begin(4, pairs.len() + 2 + length);
        bytes.extend_from_slice(pairs);
        bytes.begin(field, length);
        bytes.double(1, value);
        if !known.1.is_empty() {
            bytes.extend_from_slice(&known.1);
        }
    }
}

const fn type_of(kind: Kind) -> u64 {
    match kind {
        Kind::Counter => 0,
        Kind::Gauge | Kind::Info | Kind::StateSet => 1,
        Kind::Summary => 2,
        Kind::Unknown => 3,
        Kind::Histogram => 4,
        Kind::GaugeHistogram => 5,
    }
}

fn write_time(wire: &mut Vec<u8>, field: u8, time: Option<Timestamp>) {
    if let Some(time) = time {
        let (seconds, milliseconds) = (time.milliseconds() / 1_000, time.milliseconds() % 1_000);
        wire.message(field, |wire| {
            wire.unsigned(1, seconds);
            wire.unsigned(2, milliseconds * 1_000_000);
        });
    }
}

fn write_exemplar(wire: &mut Vec<u8>, field: u8, exemplar: &Exemplar, escaping: Escaping) {
    let labels =
        exemplar.labels().iter().map(|(name, value)| (escaping.label_name(&name).into_owned(), value));
    let labels = labels.fold(LabelsBuf::new(), |labels, (name, value)| labels.with(&name, &value));
    // Escaped names are longer.
    if !Exemplar::has_room_for(labels.as_labels()) {
        return;
    }
    wire.message(field, |wire| {
        for (name, value) in labels.as_labels().iter() {
            _ = wire.pair(1, (1, &name), (2, &value));
        }
        wire.double(2, exemplar.value());
        write_time(wire, 3, exemplar.time());
    });
}

/// The buckets of a histogram, without `+Inf`: the count says that.
fn write_classic(wire: &mut Vec<u8>, value: &HistogramValue<'_>, escaping: Escaping) {
    let mut exemplars = value.exemplars.iter().peekable();
    let mut up_to = 0_u64;
    let bounds = value.buckets.bounds().iter().copied().chain([f64::INFINITY]);
    for (at, (bound, count)) in bounds.zip(value.counts).enumerate() {
        up_to = up_to.wrapping_add(*count);
        let exemplar = exemplars.next_if(|(bucket, _)| *bucket == at);
        // Only to have somewhere to put it.
        if bound.is_finite() || exemplar.is_some() {
            wire.message(3, |wire| {
                wire.unsigned(1, up_to);
                wire.double(2, bound);
                if let Some((_, exemplar)) = exemplar {
                    write_exemplar(wire, 3, exemplar, escaping);
                }
            });
        }
    }
}

fn write_native(wire: &mut Vec<u8>, value: &NativeValue<'_>, escaping: Escaping) {
    wire.signed(5, value.schema.into());
    wire.double(6, value.zero_threshold);
    wire.unsigned(7, value.zero_count);
    write_buckets(wire, Fields::NEGATIVE, &value.negative);
    write_buckets(wire, Fields::POSITIVE, &value.positive);
    if value.zero_count == 0 && value.positive.is_empty() && value.negative.is_empty() {
        // A span of nothing, by which an empty histogram is known for a native one.
        wire.message(12, |wire| {
            wire.signed(1, 0);
            wire.unsigned(2, 0);
        });
    }
    for exemplar in &*value.exemplars {
        write_exemplar(wire, 16, exemplar, escaping);
    }
}

impl Sink for Protobuf<'_> {
    fn family(&mut self, family: &FamilyMeta<'_>) {
        if family.kind == Kind::StateSet {
            self.own_label = self.escaping.label_name(&family.name).into_owned();
        }
        let header = &mut self.memory.header;
        header.clear();
        header.text(1, &self.escaping.metric_name(&family.name));
        header.text(2, &family.help);
        header.unsigned(3, type_of(family.kind));
        if !family.unit.is_empty() {
            header.text(5, family.unit);
        }
        self.begin_family();
    }

    fn counter(&mut self, labels: Labels<'_>, value: &CounterValue<'_>) {
        let escaping = self.escaping;
        let number = match value.number {
            Number::Integer(integer) => integer as f64,
            Number::Float(float) => float,
        };
        let Some(exemplar) = value.exemplar else {
            return self.number(labels, field::COUNTER, number, value.created);
        };
        self.metric(labels, |wire| {
            wire.message(field::COUNTER, |wire| {
                wire.double(1, number);
                write_exemplar(wire, 2, exemplar, escaping);
                write_time(wire, 3, value.created);
            });
        });
    }

    fn gauge(&mut self, labels: Labels<'_>, value: f64) {
        self.number(labels, field::GAUGE, value, None);
    }

    fn histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        self.begin_histogram(false);
        let escaping = self.escaping;
        self.metric(labels, |wire| {
            wire.message(field::HISTOGRAM, |wire| {
                wire.unsigned(1, value.count());
                wire.double(2, value.sum);
                write_classic(wire, value, escaping);
                write_time(wire, 15, value.created);
            });
        });
    }

    fn native_histogram(&mut self, labels: Labels<'_>, value: &NativeValue<'_>) {
        self.begin_histogram(true);
        let escaping = self.escaping;
        self.metric(labels, |wire| {
            wire.message(field::HISTOGRAM, |wire| {
                wire.unsigned(1, value.count());
                wire.double(2, value.sum);
                if value.classic.is_some() {
                    // With their exemplars: Prometheus before 2.50 knows no others.
                    value.with_classic(|classic| write_classic(wire, classic, escaping));
                }
                write_native(wire, value, escaping);
                write_time(wire, 15, value.created);
            });
        });
    }

    fn gauge_histogram(&mut self, labels: Labels<'_>, value: &HistogramValue<'_>) {
        // What goes up and down began at no time.
        self.histogram(labels, &value.with_created(None));
    }

    fn summary(&mut self, labels: Labels<'_>, value: &SummaryValue<'_>) {
        self.metric(labels, |wire| {
            wire.message(field::SUMMARY, |wire| {
                wire.unsigned(1, value.count);
                wire.double(2, value.sum);
                for (quantile, estimate) in value.quantiles {
                    wire.message(3, |wire| {
                        wire.double(1, *quantile);
                        wire.double(2, *estimate);
                    });
                }
                write_time(wire, 4, value.created);
            });
        });
    }

    fn info(&mut self, labels: Labels<'_>) {
        self.number(labels, field::GAUGE, 1.0, None);
    }

    fn state_set(&mut self, labels: Labels<'_>, value: &StateSetValue<'_>) {
        let own_label = std::mem::take(&mut self.own_label);
        for (state, is_on) in value.iter() {
            self.metric(labels, |wire| {
                _ = wire.pair(1, (1, &own_label), (2, state));
                wire.message(field::GAUGE, |wire| wire.double(1, f64::from(u8::from(is_on))));
            });
        }
        self.own_label = own_label;
    }

    fn unknown(&mut self, labels: Labels<'_>, value: f64) {
        self.number(labels, field::UNTYPED, value, None);
    }
}
