//! What a layer was told.

use std::{borrow::Cow, collections::BTreeSet, fmt, sync::Arc};

use super::{
    books::{Keeping, Planned, Shape},
    head::{RequestHead, ResponseHead},
    naming::{DIMENSIONS, Dimension, Named, Naming, Quantity},
    setup::{last, prefixed},
    status::{CLASSES, CODES, StatusLabel},
};
use crate::{
    config::matches,
    label::{LabelDescriptor, interned},
    place::Place,
    registry::Registry,
};

/// What becomes of requests that took no route.
///
/// If nobody says, they are counted with the route `none`, or without the label in [`Naming::OpenTelemetry`].
///
/// ```
/// use tickmark::http::{MetricsLayer, Unmatched};
///
/// let metrics = MetricsLayer::new().unmatched(Unmatched::Grouped("elsewhere".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unmatched {
    /// They are counted, all under this route.
    Grouped(Cow<'static, str>),
    /// They are not counted.
    Ignored,
}

/// When a request is over, for its duration: [`End`](Self::End) if nobody says.
///
/// Its sizes are counted to the end in both cases, and it is under way until then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Until {
    /// When the last byte of the response was taken, or the client has gone.
    #[default]
    End,
    /// When the head of the response is there: a stream of hours then counts as the moment that it took to begin.
    Headers,
}

/// Where the value of a label of one's own comes from.
#[derive(Clone)]
pub(super) enum Origin {
    Request(ReadRequest),
    Response(ReadResponse),
    Handler,
}

type ReadRequest = Arc<dyn Fn(&RequestHead<'_>) -> Cow<'static, str> + Send + Sync>;
type ReadResponse = Arc<dyn Fn(&ResponseHead<'_>) -> Cow<'static, str> + Send + Sync>;

/// All that a layer was told.
#[derive(Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Options {
    pub(super) naming: Naming,
    pub(super) namespace: String,
    pub(super) subsystem: String,
    pub(super) constant: Vec<(String, String)>,
    pub(super) names: Vec<(Quantity, String)>,
    pub(super) label_names: Vec<(Dimension, String)>,
    pub(super) labels: Vec<(Quantity, Vec<Dimension>)>,
    pub(super) helps: Vec<(Quantity, String)>,
    pub(super) buckets: Vec<(Quantity, Vec<f64>)>,
    pub(super) switched: Vec<(Quantity, bool)>,
    pub(super) without: Vec<Dimension>,
    pub(super) status: Option<StatusLabel>,
    pub(super) unmatched: Option<Unmatched>,
    pub(super) excluded: Vec<String>,
    pub(super) own: Vec<(String, Origin)>,
    pub(super) until: Until,
    pub(super) is_fine_for_success_only: bool,
    pub(super) has_labels_in_progress: bool,
    pub(super) is_native: bool,
    pub(super) is_https: bool,
    pub(super) limit: usize,
    pub(super) routes: Vec<(http::Method, Cow<'static, str>)>,
    pub(super) registry: Option<Registry>,
    pub(super) switch: Option<String>,
    pub(super) place: Place,
}

/// How many series a family of requests has room for: more than [`SERIES_LIMIT`](crate::SERIES_LIMIT), because routes, methods and statuses are
/// the program's own.
pub(super) const ROOM: usize = 10_000;

impl Options {
    pub(super) fn new(place: Place) -> Self {
        Self {
            naming: Naming::default(),
            namespace: String::new(),
            subsystem: String::new(),
            constant: Vec::new(),
            names: Vec::new(),
            label_names: Vec::new(),
            labels: Vec::new(),
            helps: Vec::new(),
            buckets: Vec::new(),
            switched: Vec::new(),
            without: Vec::new(),
            status: None,
            unmatched: None,
            excluded: Vec::new(),
            own: Vec::new(),
            until: Until::End,
            is_fine_for_success_only: false,
            has_labels_in_progress: false,
            is_native: false,
            is_https: false,
            limit: ROOM,
            routes: Vec::new(),
            registry: None,
            switch: None,
            place,
        }
    }

    pub(super) fn status(&self) -> StatusLabel {
        self.status.unwrap_or(self.naming.status())
    }

    /// The route of requests that took none; `None` where those are not counted.
    pub(super) fn no_route(&self) -> Option<&str> {
        match &self.unmatched {
            None => Some(self.naming.no_route()),
            Some(Unmatched::Grouped(route)) => Some(route),
            Some(Unmatched::Ignored) => None,
        }
    }

    pub(super) fn has_exclusions(&self) -> bool {
        !self.excluded.is_empty()
    }

    pub(super) fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// What the request itself says, which only some versions of HTTP do, or else what the layer was told.
    #[inline]
    pub(super) fn is_https(&self, head: &RequestHead<'_>) -> bool {
        head.uri.scheme().map_or(self.is_https, |scheme| *scheme == http::uri::Scheme::HTTPS)
    }

    /// Whether requests of this route, or of this path where it is not known, are not counted.
    pub(super) fn excludes(&self, route: &str) -> bool {
        self.excluded.iter().any(|pattern| matches(pattern, route))
    }

    pub(super) const fn keeping(&self) -> Keeping {
        Keeping { limit: self.limit, native: self.is_native, place: self.place }
    }

    /// The families in which requests are counted that have ended, and the one of those that are under way.
    pub(super) fn plan(&self) -> (Vec<Planned>, Option<Planned>) {
        let families = self.naming.families().iter().filter(|named| self.is_on(named));
        let planned = families.map(|named| (named.quantity, self.planned(named)));
        let (under_way, ended): (Vec<_>, Vec<_>) =
            planned.partition(|(quantity, _)| *quantity == Quantity::InProgress);
        let ended = ended.into_iter().map(|(_, planned)| planned).collect();
        (ended, under_way.into_iter().next().map(|(_, planned)| planned))
    }

    pub(super) fn is_on(&self, named: &Named) -> bool {
        last(&self.switched, named.quantity).copied().unwrap_or(named.is_on)
    }

    fn planned(&self, named: &Named) -> Planned {
        let mut labels: Vec<_> = self
            .constant
            .iter()
            .map(|(name, value)| LabelDescriptor::fixed(interned(name), interned(value)))
            .collect();
        let dimensions: Vec<_> = self.dimensions(named).collect();
        labels.extend(dimensions.iter().map(|dimension| self.label(*dimension)));
        let mut columns: Vec<_> = dimensions.into_iter().map(Dimension::column).collect();
        if !self.labelled(named).is_empty() && named.quantity != Quantity::InProgress {
            labels.extend(self.own.iter().map(|(name, _)| LabelDescriptor::of::<str>(interned(name))));
            columns.extend((0..self.own.len()).map(|own| DIMENSIONS + own));
        }
        Planned {
            entry: named.quantity.entry(),
            name: self.name(named),
            help: last(&self.helps, named.quantity).map_or(named.help, |help| interned(help)),
            shape: self.shape(named),
            labels,
            columns,
        }
    }

    /// What is to tell the series of a family apart.
    fn labelled(&self, named: &Named) -> &[Dimension] {
        match (last(&self.labels, named.quantity), named.quantity, self.naming) {
            (Some(said), ..) => said,
            (None, Quantity::InProgress, Naming::Instrumentator) if self.has_labels_in_progress => {
                &[Dimension::Method, Dimension::Route]
            }
            _ => named.dimensions,
        }
    }

    /// The same, but for what is not known of it, or not wanted of any family.
    fn dimensions(&self, named: &Named) -> impl Iterator<Item = Dimension> {
        let is_known = |dimension: &Dimension| {
            let of_all = [Dimension::Method, Dimension::Route, Dimension::Scheme];
            named.quantity != Quantity::InProgress || of_all.contains(dimension)
        };
        let labelled =
            Dimension::ALL.into_iter().filter(|dimension| self.labelled(named).contains(dimension));
        let is_there = |dimension: &Dimension| {
            !self.without.contains(dimension)
                && (*dimension != Dimension::Status || self.status() != StatusLabel::None)
        };
        labelled.filter(is_known).filter(is_there)
    }

    /// Whether any family tells requests apart by it.
    pub(super) fn tells_apart(&self, dimension: Dimension) -> bool {
        let mut families = self.naming.families().iter().filter(|named| self.is_on(named));
        families.any(|named| self.dimensions(named).any(|used| used == dimension))
    }

    /// What the label of a dimension is called.
    pub(super) fn label_name(&self, dimension: Dimension) -> &str {
        last(&self.label_names, dimension).map_or(self.naming.label(dimension), String::as_str)
    }

    fn label(&self, dimension: Dimension) -> LabelDescriptor {
        let name = interned(self.label_name(dimension));
        match dimension {
            Dimension::Method => LabelDescriptor::closed(name, self.naming.methods()),
            Dimension::Status if self.status() == StatusLabel::Class => {
                LabelDescriptor::closed(name, &CLASSES)
            }
            Dimension::Status => LabelDescriptor::closed(name, &CODES),
            Dimension::Scheme => LabelDescriptor::closed(name, &["http", "https"]),
            Dimension::Version => LabelDescriptor::closed(name, &VERSIONS),
            _ => LabelDescriptor::of::<str>(name),
        }
    }

    fn name(&self, named: &Named) -> String {
        let name = last(&self.names, named.quantity).map_or(named.name, String::as_str);
        self.prefixed(name)
    }

    /// With all that stands before it.
    pub(super) fn prefixed(&self, name: &str) -> String {
        prefixed([&self.namespace, &self.subsystem, name])
    }

    fn shape(&self, named: &Named) -> Shape {
        let said = last(&self.buckets, named.quantity).cloned().map(Cow::Owned);
        let buckets = said.or(named.buckets.map(Cow::Borrowed));
        match (named.quantity, buckets) {
            (Quantity::Requests, _) => Shape::Counter,
            (Quantity::InProgress, _) => Shape::Balance,
            (_, Some(buckets)) => Shape::Histogram(buckets),
            (_, None) => Shape::Summary,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (families, under_way) = self.plan();
        let names: BTreeSet<_> = families.iter().chain(&under_way).map(|planned| &planned.name).collect();
        f.debug_tuple("Options").field(&names).finish()
    }
}

/// All that a version can be.
pub(super) const VERSIONS: [&str; 5] = ["0.9", "1.0", "1.1", "2", "3"];

impl Dimension {
    pub(super) const ALL: [Self; DIMENSIONS] =
        [Self::Route, Self::Method, Self::Scheme, Self::Error, Self::Status, Self::Version];

    /// Which value of a row it is.
    pub(super) const fn column(self) -> usize {
        match self {
            Self::Method => 0,
            Self::Status => 1,
            Self::Route => 2,
            Self::Scheme => 3,
            Self::Version => 4,
            Self::Error => 5,
        }
    }
}

/// The scheme of an address.
pub(super) const fn scheme(is_https: bool) -> &'static str {
    if is_https { "https" } else { "http" }
}
