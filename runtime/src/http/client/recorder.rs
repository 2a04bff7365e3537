//! Where the requests of a layer are counted.

use http::{StatusCode, Version};

use super::{
    dimension::{DIMENSIONS, Dimension},
    host::{Host, OTHER},
    options::Options,
};
use crate::{
    cell::Slot,
    http::{
        Naming, Quantity, StatusLabel,
        books::{Amounts, Books, Entry, Planned},
        ended::version,
        method::Numbered,
        options::scheme,
    },
};

/// A value for each dimension; an empty one where nothing is told apart by it.
type Row<'a> = [&'a str; DIMENSIONS];

/// The families of a layer, and what it was told.
pub(super) struct Recorder {
    pub(super) options: Options,
    pub(super) is_on: bool,
    ended: Books,
    under_way: Option<Books>,
    ended_by: Uses,
    under_way_by: Uses,
}

/// Which dimensions tell the series of any family apart: others would only make more rows.
struct Uses([bool; DIMENSIONS]);

/// What is known of a request before its response.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent<'a> {
    pub(super) method: Numbered,
    pub(super) host: Option<usize>,
    pub(super) route: &'a str,
    pub(super) is_https: bool,
}

/// What is known of its response.
#[derive(Clone, Copy, Debug)]
pub(super) struct Received {
    pub(super) status: StatusCode,
    pub(super) version: Version,
}

impl Recorder {
    /// Declares the families.
    pub(super) fn open(mut options: Options) -> Self {
        let registry = options.setup.open(Quantity::kind);
        let (ended, under_way) = options.plan();
        let keeping = options.setup.keeping();
        Self {
            is_on: options.setup.is_switched_on(),
            ended: Books::open(&registry, &ended, keeping),
            under_way: (!under_way.is_empty()).then(|| Books::open(&registry, &under_way, keeping)),
            ended_by: Uses::of(&ended),
            under_way_by: Uses::of(&under_way),
            options,
        }
    }

    /// Counts a request as under way; the slot takes it away again.
    #[inline]
    pub(super) fn begin(&self, sent: &Sent<'_>) -> Option<Slot> {
        let under_way = self.under_way.as_ref()?;
        let slot = under_way.slot(&self.under_way_by.only(self.row(sent)), Entry::InProgress)?;
        slot.add(1);
        Some(slot)
    }

    /// Counts a request that has ended, with why there was no whole response.
    #[inline]
    pub(super) fn record(
        &self,
        sent: &Sent<'_>,
        received: Option<&Received>,
        error: &'static str,
        amounts: &Amounts,
    ) {
        let mut row = self.row(sent);
        row[Dimension::Error.column()] = error;
        if let Some(received) = received {
            row[Dimension::Status.column()] = self.options.status().value(&received.status);
            row[Dimension::Version.column()] = version(received.version).1;
            if error.is_empty() {
                row[Dimension::Error.column()] = self.error_of(&received.status);
            }
        }
        self.ended.record(&self.ended_by.only(row), amounts);
    }

    #[inline]
    fn row<'a>(&'a self, sent: &Sent<'a>) -> Row<'a> {
        let (host, port) = self.host(sent.host);
        let mut row = [""; DIMENSIONS];
        row[Dimension::Host.column()] = host;
        row[Dimension::Port.column()] = port;
        row[Dimension::Method.column()] = sent.method.among(self.options.naming.methods());
        row[Dimension::Route.column()] = sent.route;
        row[Dimension::Scheme.column()] = scheme(sent.is_https);
        row
    }

    /// The host and the port as they are labels. Where there is no label for the port, it belongs to the host.
    fn host(&self, place: Option<usize>) -> (&str, &str) {
        match (self.options.hosts.get(place), self.options.naming) {
            (None, _) => (OTHER, ""),
            (Some(Host { name, port, .. }), Naming::OpenTelemetry) => (name, port),
            (Some(Host { text, .. }), Naming::Instrumentator) => (text, ""),
        }
    }

    /// What OpenTelemetry's [conventions](https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status) call an error of a client.
    fn error_of<'a>(&self, status: &'a StatusCode) -> &'a str {
        let is_error = status.is_client_error() || status.is_server_error();
        if is_error && self.options.naming == Naming::OpenTelemetry {
            StatusLabel::Code.value(status)
        } else {
            ""
        }
    }
}

impl Uses {
    fn of(plan: &[Planned]) -> Self {
        let mut used = [false; DIMENSIONS];
        plan.iter().flat_map(|planned| &planned.columns).for_each(|column| used[*column] = true);
        Self(used)
    }

    #[inline]
    fn only<'a>(&self, mut row: Row<'a>) -> Row<'a> {
        for (value, is_used) in row.iter_mut().zip(self.0) {
            if !is_used {
                *value = "";
            }
        }
        row
    }
}
