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
use crate::{catalog::global, cell::Slot, config::is_on, registry::Registry};

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
    uses: Uses,
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
    pub(super) method: &'static str,
    pub(super) status: StatusCode,
    pub(super) route: &'a str,
    pub(super) scheme: &'static str,
    pub(super) version: Version,
    pub(super) error: Option<&'static str>,
    pub(super) own: &'a [Cow<'static, str>],
}

impl Server {
    /// Declares the families; nothing where the environment says that nothing is to be measured.
    pub(super) fn open(options: Options) -> Option<Self> {
        if !is_switched_on(&options) {
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
        Self {
            reads_head: options.until == Until::Headers || is_wanted(&[Entry::FirstByte]),
            counts_request: is_wanted(&[Entry::RequestBytes, Entry::AllBytes]),
            uses: Uses { ended: used(&ended), under_way: used(under_way.as_slice()) },
            ended: Books::open(registry, &ended, keeping),
            under_way: under_way.map(|planned| Books::open(registry, &[planned], keeping)),
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
                method: self.method(Numbered::of(method)),
                status: StatusCode::OK,
                route,
                scheme: scheme(self.options.is_https),
                version: Version::HTTP_11,
                error: None,
                own: &[],
            };
            self.ended.prepare(&self.row(&ended)[..self.columns()]);
        }
    }

    #[inline]
    pub(super) fn method(&self, method: Numbered) -> &'static str {
        method.among(self.options.naming.methods())
    }

    /// Counts a request as under way; the slot takes it away again.
    #[inline]
    pub(super) fn begin(&self, method: Numbered, route: &str, scheme: &'static str) -> Option<Slot> {
        let under_way = self.under_way.as_ref()?;
        let mut row = [""; DIMENSIONS];
        let method = self.method(method);
        let values = [(Dimension::Method, method), (Dimension::Route, route), (Dimension::Scheme, scheme)];
        for (dimension, value) in values {
            fill(&mut row, &self.uses.under_way, dimension, value);
        }
        let slot = under_way.balance(&row);
        slot.add(1);
        Some(slot)
    }

    /// Counts a request that has ended.
    #[inline]
    pub(super) fn record(&self, ended: &Ended<'_>, amounts: &Amounts) {
        let is_wanted = !self.options.is_fine_for_success_only || ended.status.is_success();
        let amounts = Amounts { is_for_high_resolution: is_wanted, ..*amounts };
        self.ended.record(&self.row(ended)[..self.columns()], &amounts);
    }

    /// How many values a row has.
    #[inline]
    fn columns(&self) -> usize {
        DIMENSIONS + self.options.own.len().min(MOST_OWN)
    }

    #[inline]
    fn row<'a>(&self, ended: &'a Ended<'a>) -> Row<'a> {
        let mut row = [""; DIMENSIONS + MOST_OWN];
        let values = [
            (Dimension::Method, ended.method),
            (Dimension::Status, self.status.value(&ended.status)),
            (Dimension::Route, ended.route),
            (Dimension::Scheme, ended.scheme),
            (Dimension::Version, version(ended.version)),
            (Dimension::Error, ended.error()),
        ];
        for (dimension, value) in values {
            fill(&mut row, &self.uses.ended, dimension, value);
        }
        for (place, value) in row[DIMENSIONS..].iter_mut().zip(ended.own) {
            *place = value;
        }
        row
    }
}

impl Ended<'_> {
    fn error(&self) -> &str {
        let of_server = || if self.status.is_server_error() { self.status.as_str() } else { "" };
        self.error.unwrap_or_else(of_server)
    }
}

#[inline]
fn fill<'a>(row: &mut [&'a str], uses: &[bool; DIMENSIONS], dimension: Dimension, value: &'a str) {
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

#[inline]
fn version(version: Version) -> &'static str {
    match version {
        Version::HTTP_09 => "0.9",
        Version::HTTP_10 => "1.0",
        Version::HTTP_2 => "2",
        Version::HTTP_3 => "3",
        _ => "1.1",
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
fn is_switched_on(options: &Options) -> bool {
    let said = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    match &options.switch {
        Some(name) => said(name).is_some_and(|value| is_on(&value) == Ok(true)),
        None => said(ENABLE_METRICS).is_none_or(|value| is_on(&value) != Ok(false)),
    }
}

/// The variable that the instrumentator asks.
const ENABLE_METRICS: &str = "ENABLE_METRICS";
