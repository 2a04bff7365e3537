//! How a number that is made up is recorded into a metric of each kind.

use std::sync::Arc;

use tickmark::{
    BoundCounter, BoundFloatCounter, BoundGauge, BoundHistogram, BoundNativeHistogram, BoundStateSet,
    BoundSummary, BoundUpDown, Bytes, Counter, Family, FloatCounter, Gauge, Histogram, Info, Instrument,
    LabelSet, LabelValue, Measure, Metric, NativeHistogram, Registry, Seconds, StateSet, Summary, Unit,
    UpDown,
};

use super::declaration::{Declaration, Kind};

#[derive(LabelSet)]
pub(super) struct Pair<'a> {
    pub(super) first: &'a str,
    pub(super) second: Option<String>,
}

/// The same for a metric that keeps it.
#[derive(LabelSet)]
struct Owned {
    first: String,
    second: Option<String>,
}

#[derive(Clone, Copy, LabelValue)]
pub(super) enum State {
    #[label(rename = "on \"and\" on")]
    One,
    #[label(rename = "\\")]
    Two,
    Three,
}

/// A unit of the user's.
#[derive(Debug)]
struct Volts;

impl Unit for Volts {
    const NAME: &'static str = "volts";
    const BUCKETS: &'static [f64] = &[1.0, 10.0, 100.0];
}

/// So many of any unit.
struct Amount(f64);

impl<U: Unit> Measure<U> for Amount {
    fn in_unit(self) -> f64 {
        self.0
    }
}

/// Of a number that is made up, one that is whole.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is small")]
pub(super) fn whole(value: f64) -> u64 {
    if value.is_nan() { 0 } else { value.abs().min(1e9) as u64 }
}

/// Of a number that is made up, which state, and whether that is on.
pub(super) fn state(value: f64) -> (usize, bool) {
    (usize::try_from(whole(value) % 3).unwrap_or(0), value > 0.0)
}

pub(super) fn count(series: BoundCounter<'_>, value: f64) {
    series.inc_by(whole(value));
}

pub(super) fn add<U: Unit>(series: BoundFloatCounter<'_, U>, value: f64) {
    series.inc_by(Amount(value));
}

pub(super) fn set<U: Unit>(series: BoundGauge<'_, U>, value: f64) {
    series.set(Amount(value));
}

pub(super) fn move_by(series: BoundUpDown<'_>, value: f64) {
    if value > 0.0 { series.inc_by(whole(value)) } else { series.dec_by(whole(value)) }
}

pub(super) fn observe<U: Unit>(series: BoundHistogram<'_, U>, value: f64) {
    series.observe(Amount(value));
}

pub(super) fn observe_native<U: Unit>(series: BoundNativeHistogram<'_, U>, value: f64) {
    series.observe(Amount(value));
}

pub(super) fn sum_up<U: Unit>(series: BoundSummary<'_, U>, value: f64) {
    series.observe(Amount(value));
}

pub(super) fn switch(series: BoundStateSet<'_, State>, value: f64) {
    let (state, is_on) = state(value);
    series.switch([State::One, State::Two, State::Three][state], is_on);
}

impl Declaration {
    /// Registers the metric, and records into it.
    pub(super) fn register(&self, registry: &Registry) {
        match self.unit {
            "" => self.register_in::<()>(registry),
            "seconds" => self.register_in::<Seconds>(registry),
            "bytes" => self.register_in::<Bytes>(registry),
            _ => self.register_in::<Volts>(registry),
        }
    }

    fn register_in<U: Unit>(&self, registry: &Registry) {
        match self.kind {
            Kind::Counter => self.fill(registry, Counter::bind, count),
            Kind::FloatCounter => self.fill(registry, FloatCounter::<U>::bind, add),
            Kind::Gauge => self.fill(registry, Gauge::<U>::bind, set),
            Kind::UpDown => self.fill(registry, UpDown::bind, move_by),
            Kind::Histogram => self.fill(registry, Histogram::<U>::bind, observe),
            Kind::NativeHistogram => self.fill(registry, NativeHistogram::<U>::bind, observe_native),
            Kind::Summary => self.fill(registry, Summary::<U>::bind, sum_up),
            Kind::StateSet => self.fill(registry, StateSet::<State>::bind, switch),
            Kind::Info => self.inform(registry),
        }
    }
}

impl Declaration {
    /// One metric, or a family of them.
    fn fill<M: Instrument + Default + 'static>(
        &self,
        registry: &Registry,
        bind: impl Fn(&M) -> M::Bound<'_>,
        record: impl Fn(M::Bound<'_>, f64),
    ) {
        if self.has_labels {
            let family: Arc<Family<Pair<'static>, M>> = Arc::default();
            self.add(registry, family.clone());
            for one in &self.recorded {
                record(family.with(one.pair()), one.value);
            }
        } else {
            let metric: Arc<M> = Arc::default();
            self.add(registry, metric.clone());
            for one in &self.recorded {
                record(bind(&metric), one.value);
            }
        }
    }

    fn inform(&self, registry: &Registry) {
        let info: Arc<Info<Owned>> = Arc::default();
        self.add(registry, info.clone());
        for one in &self.recorded {
            info.set(Owned { first: one.first.clone(), second: one.second.clone() });
        }
    }

    fn add<M: Metric + 'static>(&self, registry: &Registry, metric: M) {
        let added = registry.register(self.name.clone(), self.help.clone(), metric);
        added.unwrap_or_else(|problem| panic!("{self:?} is refused: {problem}"));
    }
}
