//! Families that are counted in together, as they were planned.

use std::borrow::Cow;

use crate::{
    cell::Slot,
    family::{Account, Found, Key, Ledger, Shared},
    kind::Kind,
    label::LabelDescriptor,
    metric::{Layout, Resolution},
    name::Rules,
    place::Place,
    registry::{FamilyDescriptor, Help, Registry},
    unit::{self, Bytes, Seconds, Unit},
};

/// What is entered into a family of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// That there was one.
    One,
    /// How long it took, in ticks.
    Duration,
    /// The same where it is wanted of this request.
    HighResolution,
    /// How long it took until the answer began, in ticks.
    FirstByte,
    RequestBytes,
    ResponseBytes,
    /// Those of both.
    AllBytes,
    RequestMessages,
    ResponseMessages,
    /// That it is under way.
    InProgress,
}

/// How a family is kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Counter,
    /// What begins and ends.
    Balance,
    /// With these upper bounds.
    Histogram(Cow<'static, [f64]>),
    /// How often, and the sum.
    Summary,
}

/// A family as it is planned.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) entry: Entry,
    pub(super) name: String,
    pub(super) help: &'static str,
    pub(super) shape: Shape,
    /// The labels, and which value of a row is that of each that has no fixed one.
    pub(super) labels: Vec<LabelDescriptor>,
    pub(super) columns: Vec<usize>,
}

/// How all families of a plan are kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keeping {
    pub(super) limit: usize,
    pub(super) native: bool,
    pub(super) place: Place,
}

/// What is recorded of one request.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amounts {
    pub(super) ticks: u64,
    pub(super) first_byte: Option<u64>,
    pub(super) is_for_high_resolution: bool,
    pub(super) request_bytes: u64,
    pub(super) response_bytes: u64,
    pub(super) request_messages: u64,
    pub(super) response_messages: u64,
}

/// The families of a plan, registered.
pub(super) struct Books {
    ledger: Ledger,
    entries: Box<[Entry]>,
    is_native: bool,
}

impl Books {
    /// Declares the families; what is wrong with one is kept for `check`, and that one is on no page.
    pub(super) fn open(registry: &Registry, plan: &[Planned], keeping: Keeping) -> Self {
        let accounts = plan.iter().map(|planned| planned.declare(registry, keeping)).collect();
        let entries = plan.iter().map(|planned| planned.entry).collect();
        Self { ledger: Ledger::new(accounts), entries, is_native: keeping.native }
    }

    /// Makes the series of a row, at zero.
    pub(super) fn prepare<'v, V: AsRef<[&'v str]>>(&self, key: Key<'_>, values: impl FnOnce() -> V) {
        _ = self.ledger.find(key, values);
    }

    /// Counts one request in all families.
    #[inline]
    pub(super) fn record(&self, row: &[&str], amounts: &Amounts) {
        self.record_keyed(Key::of(row), || row, amounts);
    }

    /// The same of a row that has a shorter key than its values.
    #[inline]
    pub(super) fn record_keyed<'v, V: AsRef<[&'v str]>>(
        &self,
        key: Key<'_>,
        values: impl FnOnce() -> V,
        amounts: &Amounts,
    ) {
        let found = self.ledger.find(key, values);
        for (account, entry) in self.entries.iter().enumerate() {
            self.record_one(&found, account, *entry, amounts);
        }
    }

    #[inline]
    fn record_one(&self, found: &Found<'_>, account: usize, entry: Entry, amounts: &Amounts) {
        let (layout, slot) = (self.ledger.layout(account), found.slot(account));
        match entry {
            Entry::One => layout.add_count(slot, 1),
            Entry::Duration => self.observe_ticks(layout, slot, amounts.ticks),
            Entry::HighResolution if amounts.is_for_high_resolution => {
                self.observe_ticks(layout, slot, amounts.ticks);
            }
            Entry::FirstByte => {
                if let Some(ticks) = amounts.first_byte {
                    self.observe_ticks(layout, slot, ticks);
                }
            }
            Entry::RequestBytes => layout.observe(slot, amounts.request_bytes as f64),
            Entry::ResponseBytes => layout.observe(slot, amounts.response_bytes as f64),
            Entry::AllBytes => {
                layout.observe(slot, amounts.request_bytes.saturating_add(amounts.response_bytes) as f64);
            }
            Entry::RequestMessages => layout.add_count(slot, amounts.request_messages),
            Entry::ResponseMessages => layout.add_count(slot, amounts.response_messages),
            Entry::HighResolution | Entry::InProgress => {}
        }
    }

    #[inline]
    fn observe_ticks(&self, layout: &Layout, slot: Slot, ticks: u64) {
        if self.is_native {
            layout.observe_ticks_native(slot, ticks);
        } else {
            layout.observe_ticks(slot, ticks);
        }
    }

    /// Where the family with this entry counts what belongs to a row, if there is one.
    pub(super) fn slot(&self, row: &[&str], entry: Entry) -> Option<Slot> {
        let account = self.entries.iter().position(|known| *known == entry)?;
        Some(self.ledger.find(Key::of(row), || row).slot(account))
    }

    /// What tells these families from all others, as long as they are there; 0 where there are none.
    pub(super) fn address(&self) -> usize {
        self.ledger.address()
    }
}

impl Planned {
    fn declare(&self, registry: &Registry, keeping: Keeping) -> Account {
        let native = (keeping.native && self.is_duration()).then_some(Resolution::DEFAULT);
        let new = |bounds: Option<&[f64]>| Shared::new(self.layout(bounds));
        let shared = registry.declare_shared(self.descriptor(keeping.place), new);
        Account::new(shared, self.labels.clone(), self.columns.clone(), (keeping.limit, native))
    }

    fn is_duration(&self) -> bool {
        matches!(self.entry, Entry::Duration | Entry::HighResolution | Entry::FirstByte)
    }

    fn layout(&self, bounds: Option<&[f64]>) -> Layout {
        match &self.shape {
            Shape::Counter => Layout::count(),
            Shape::Balance => Layout::balance(),
            Shape::Summary => Layout::summary(),
            Shape::Histogram(own) if self.is_duration() => Layout::durations(bounds.unwrap_or(own)),
            Shape::Histogram(own) => Layout::histogram(bounds.unwrap_or(own)),
        }
    }

    /// As the name has it, which may have been chosen by the user.
    fn unit(&self) -> &'static str {
        let units = [Seconds::NAME, Bytes::NAME];
        units.into_iter().find(|unit| unit::is_at_end(unit, &self.name)).unwrap_or_default()
    }

    fn descriptor(&self, place: Place) -> FamilyDescriptor {
        let (kind, bounds) = match &self.shape {
            Shape::Counter => (Kind::Counter, Vec::new()),
            Shape::Balance => (Kind::Gauge, Vec::new()),
            Shape::Summary => (Kind::Summary, Vec::new()),
            Shape::Histogram(bounds) => (Kind::Histogram, bounds.to_vec()),
        };
        FamilyDescriptor {
            name: self.name.clone().into(),
            kind,
            help: Help::Given(self.help.into()),
            unit: self.unit(),
            labels: self.labels.iter().map(LabelDescriptor::name).collect(),
            bounds,
            latency: None,
            exempt: Rules::NONE,
            place,
        }
    }
}
