//! Where the requests of a layer are counted.

use std::{borrow::Cow, env};

use http::{StatusCode, Version};

use super::{
    books::{Amounts, Books, Entry},
    method::Numbered,
    naming::{DIMENSIONS, Dimension},
    options::{Options, Until, scheme},
    status::StatusLabel,
};
#[cfg(feature = "testing")]
use crate::registry::current;
use crate::{catalog::global, cell::Slot, config::is_on, family::Key, registry::Registry};

/// The most labels of one's own.
pub(super) const MOST_OWN: usize = 8;

/// A value for each dimension and each label of one's own; an empty one where nothing is told apart by it.
type Row<'a> = [&'a str; DIMENSIONS + MOST_OWN];

/// The families of a layer, and what it was told.
pub(super) struct Server {
    pub(super) options: Options,
    /// Whether anybody wants to know how long it took until a response began, or how large a request was.
    pub(super) reads_head: bool,
    pub(super) counts_request: bool,
    ended: Books,
    under_way: Option<Books>,
    /// Of requests under way, where nothing tells them apart.
    all_under_way: Option<Slot>,
    uses: Uses,
    /// Which bits of a number stand for what is used.
    mask: u64,
    status: StatusLabel,
}

/// Which dimensions tell the series of any family apart: others would only make more rows.
struct Uses {
    ended: [bool; DIMENSIONS],
    under_way: [bool; DIMENSIONS],
}

/// What is known of a request when it has ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ended<'a> {
    pub(super) method: Numbered,
    pub(super) status: StatusCode,
    pub(super) route: &'a str,
    pub(super) is_https: bool,
    pub(super) version: Version,
    pub(super) ending: Ending,
    pub(super) own: &'a [Cow<'static, str>],
}

impl Server {
    /// Declares the families; nothing where the environment says that nothing is to be measured.
    pub(super) fn open(options: Options) -> Option<Self> {
        if !is_switched_on(options.switch.as_deref()) {
            return None;
        }
        let registry = options.registry();
        let (options, mistakes) = options.settled();
        registry.report_at(options.place, mistakes);
        let server = Self::declare(&registry, options);
        server.prepare();
        Some(server)
    }

    fn declare(registry: &Registry, options: Options) -> Self {
        let (ended, under_way) = options.plan();
        let is_wanted = |entries: &[Entry]| ended.iter().any(|planned| entries.contains(&planned.entry));
        let keeping = options.keeping();
        let uses = Uses { ended: used(&ended), under_way: used(under_way.as_slice()) };
        let under_way = under_way.map(|planned| Books::open(registry, &[planned], keeping));
        let is_one = uses.under_way.iter().all(|used| !used);
        Self {
            reads_head: options.until == Until::Headers || is_wanted(&[Entry::FirstByte]),
            counts_request: is_wanted(&[Entry::RequestBytes, Entry::AllBytes]),
            ended: Books::open(registry, &ended, keeping),
            all_under_way: under_way.as_ref().filter(|_| is_one).map(|books| books.balance(&[])),
            under_way,
            mask: mask(uses.ended),
            uses,
            status: options.status(),
            options,
        }
    }

    /// What tells these families from all others: layers that record into the same count a request once.
    #[inline]
    pub(super) fn families(&self) -> usize {
        self.ended.address()
    }

    /// Makes the series of routes that were named beforehand.
    fn prepare(&self) {
        for (method, route) in &self.options.routes {
            let ended = Ended {
                method: Numbered::of(method),
                status: StatusCode::OK,
                route,
                is_https: self.options.is_https,
                version: Version::HTTP_11,
                ending: Ending::Answered,
                own: &[],
            };
            self.ended.prepare(&self.row(&ended));
        }
    }

    #[inline]
    pub(super) fn method(&self, method: Numbered) -> &'static str {
        method.among(self.options.naming.methods())
    }

    /// Counts a request as under way; the slot takes it away again.
    #[inline]
    pub(super) fn begin(&self, method: Numbered, route: &str, is_https: bool) -> Option<Slot> {
        let slot = self.all_under_way.or_else(|| self.find_under_way(method, route, is_https))?;
        slot.add(1);
        Some(slot)
    }

    fn find_under_way(&self, method: Numbered, route: &str, is_https: bool) -> Option<Slot> {
        let under_way = self.under_way.as_ref()?;
        let mut row = [""; DIMENSIONS];
        let (method, scheme) = (self.method(method), scheme(is_https));
        let values = [(Dimension::Method, method), (Dimension::Route, route), (Dimension::Scheme, scheme)];
        for (dimension, value) in values {
            fill(&mut row, self.uses.under_way, dimension, value);
        }
        Some(under_way.balance(&row))
    }

    /// Counts a request that has ended.
    #[inline]
    pub(super) fn record(&self, ended: &Ended<'_>, amounts: &Amounts) {
        let is_wanted = !self.options.is_fine_for_success_only || ended.status.is_success();
        let amounts = Amounts { is_for_high_resolution: is_wanted, ..*amounts };
        let mut texts = [""; 1 + MOST_OWN];
        texts[0] = if self.uses.ended[Dimension::Route.column()] { ended.route } else { "" };
        for (text, value) in texts[1..].iter_mut().zip(ended.own) {
            *text = value;
        }
        let key = Key { number: self.number(ended), texts: &texts[..=self.options.own.len().min(MOST_OWN)] };
        self.ended.record_keyed(key, || self.row(ended), &amounts);
    }

    /// What stands for the values of all dimensions but the route.
    #[inline]
    fn number(&self, ended: &Ended<'_>) -> u64 {
        let fields = [
            u64::from(ended.method.number()),
            u64::from(self.status.number(ended.status)),
            0,
            u64::from(ended.is_https),
            u64::from(version(ended.version).0),
            u64::from(ended.ending.number(ended.status)),
        ];
        let packed = fields.iter().rev().fold(0, |packed, field| packed << BITS | field);
        packed & self.mask
    }

    /// The values behind a key: asked for only where it is new.
    fn row<'a>(&self, ended: &'a Ended<'a>) -> Row<'a> {
        let mut row = [""; DIMENSIONS + MOST_OWN];
        let values = [
            (Dimension::Method, self.method(ended.method)),
            (Dimension::Status, self.status.value(&ended.status)),
            (Dimension::Route, ended.route),
            (Dimension::Scheme, scheme(ended.is_https)),
            (Dimension::Version, version(ended.version).1),
            (Dimension::Error, ended.error()),
        ];
        for (dimension, value) in values {
            fill(&mut row, self.uses.ended, dimension, value);
        }
        for (place, value) in row[DIMENSIONS..].iter_mut().zip(ended.own) {
            *place = value;
        }
        row
    }
}

/// How a response came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Answered,
    Failed,
    Panicked,
    Cancelled,
}

impl Ending {
    /// What stands for the error that a request ended with.
    #[inline]
    fn number(self, status: StatusCode) -> u16 {
        match self {
            Self::Answered if status.is_server_error() => status.as_u16(),
            Self::Answered => 0,
            Self::Failed => 1,
            Self::Panicked => 2,
            Self::Cancelled => 3,
        }
    }
}

impl Ended<'_> {
    /// What is said of the request where there was no good answer.
    fn error(&self) -> &str {
        match self.ending {
            Ending::Answered if self.status.is_server_error() => self.status.as_str(),
            Ending::Answered => "",
            Ending::Failed => "error",
            Ending::Panicked => "panic",
            Ending::Cancelled => "cancelled",
        }
    }
}

/// How many bits a dimension takes in a number: a status has three digits.
const BITS: usize = 10;

/// The bits of the dimensions that are used.
fn mask(uses: [bool; DIMENSIONS]) -> u64 {
    uses.iter().rev().fold(0, |mask, used| mask << BITS | if *used { (1 << BITS) - 1 } else { 0 })
}

#[inline]
fn fill<'a>(row: &mut [&'a str], uses: [bool; DIMENSIONS], dimension: Dimension, value: &'a str) {
    if uses[dimension.column()] {
        row[dimension.column()] = value;
    }
}

fn used(plan: &[super::books::Planned]) -> [bool; DIMENSIONS] {
    let mut used = [false; DIMENSIONS];
    for column in plan.iter().flat_map(|planned| &planned.columns).filter(|column| **column < DIMENSIONS) {
        used[*column] = true;
    }
    used
}

/// A number and the value of a label.
#[inline]
pub(super) fn version(version: Version) -> (u8, &'static str) {
    match version {
        Version::HTTP_09 => (0, "0.9"),
        Version::HTTP_10 => (1, "1.0"),
        Version::HTTP_2 => (3, "2"),
        Version::HTTP_3 => (4, "3"),
        _ => (2, "1.1"),
    }
}

impl Options {
    /// Where the families are; a test's registry is in place of the global one in its scope.
    pub(super) fn registry(&self) -> Registry {
        self.registry.clone().or_else(current).unwrap_or_else(|| global().clone())
    }
}

#[cfg(not(feature = "testing"))]
const fn current() -> Option<Registry> {
    None
}

/// Whether the environment lets the layer measure anything.
pub(super) fn is_switched_on(switch: Option<&str>) -> bool {
    let said = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    match switch {
        Some(name) => said(name).is_some_and(|value| is_on(&value) == Ok(true)),
        None => said(ENABLE_METRICS).is_none_or(|value| is_on(&value) != Ok(false)),
    }
}

/// The variable that the instrumentator asks.
const ENABLE_METRICS: &str = "ENABLE_METRICS";
