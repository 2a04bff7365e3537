//! Where the requests of a layer are counted.

use std::env;

use http::{StatusCode, Version};

use super::{
    books::{Amounts, Books, Entry},
    ended::{Ended, Ending, version},
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
    /// How many labels of one's own tell series apart: none where all families are without labels.
    own: usize,
    /// Which bits of a number stand for what is used.
    mask: u64,
    status: StatusLabel,
    /// What tells these families from all others: layers that record into the same count a request once.
    pub(super) families: usize,
}

/// Which dimensions tell the series of any family apart: others would only make more rows.
struct Uses {
    ended: [bool; DIMENSIONS],
    under_way: [bool; DIMENSIONS],
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
        let (plan, plan_under_way) = options.plan();
        let is_wanted = |entries: &[Entry]| plan.iter().any(|planned| entries.contains(&planned.entry));
        let has_own = plan.iter().flat_map(|planned| &planned.columns).any(|column| *column >= DIMENSIONS);
        let uses = Uses { ended: used(&plan), under_way: used(plan_under_way.as_slice()) };
        let keeping = options.keeping();
        let under_way = plan_under_way.map(|planned| Books::open(registry, &[planned], keeping));
        let ended = Books::open(registry, &plan, keeping);
        let is_one = uses.under_way.iter().all(|used| !used);
        let all_under_way = under_way.as_ref().filter(|_| is_one);
        Self {
            reads_head: options.until == Until::Headers || is_wanted(&[Entry::FirstByte]),
            counts_request: is_wanted(&[Entry::RequestBytes, Entry::AllBytes]),
            families: ended.address(),
            ended,
            all_under_way: all_under_way.and_then(|books| books.slot(&[], Entry::InProgress)),
            under_way,
            mask: mask(uses.ended),
            own: if has_own { options.own.len().min(MOST_OWN) } else { 0 },
            uses,
            status: options.status(),
            options,
        }
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
            let texts = self.texts(&ended);
            self.ended.prepare(self.key(&ended, &texts), || self.row(&ended));
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
        under_way.slot(&row, Entry::InProgress)
    }

    /// Counts a request that has ended.
    #[inline]
    pub(super) fn record(&self, ended: &Ended<'_>, amounts: &Amounts) {
        let is_wanted = !self.options.is_fine_for_success_only || ended.status.is_success();
        let amounts = Amounts { is_for_high_resolution: is_wanted, ..*amounts };
        let texts = self.texts(ended);
        self.ended.record_keyed(self.key(ended, &texts), || self.row(ended), &amounts);
    }

    /// What the row of a request is found by.
    #[inline]
    fn key<'a>(&self, ended: &Ended<'_>, texts: &'a [&'a str]) -> Key<'a> {
        Key { number: self.number(ended), texts: &texts[..=self.own] }
    }

    /// The values that can be anything.
    #[inline]
    fn texts<'a>(&self, ended: &'a Ended<'a>) -> [&'a str; 1 + MOST_OWN] {
        let mut texts = [""; 1 + MOST_OWN];
        texts[0] = if self.uses.ended[Dimension::Route.column()] { ended.route } else { "" };
        for (text, value) in texts[1..=self.own].iter_mut().zip(ended.own) {
            *text = value;
        }
        texts
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
        for (place, value) in row[DIMENSIONS..].iter_mut().zip(ended.own).take(self.own) {
            *place = value;
        }
        row
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

impl Options {
    /// Where the families are.
    pub(super) fn registry(&self) -> Registry {
        registry(self.registry.as_ref())
    }
}

/// The registry that was said; a test's registry is in place of the global one in its scope.
pub(super) fn registry(said: Option<&Registry>) -> Registry {
    said.cloned().or_else(current).unwrap_or_else(|| global().clone())
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

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use http::Method;
    use proptest::{collection::vec, option, prelude::*, sample::subsequence};

    use super::{super::options::Origin, *};
    use crate::{
        http::{Naming, Quantity},
        place::Place,
    };

    /// A layer that tells requests apart by some of what there is, and by labels of one's own.
    fn options() -> impl Strategy<Value = Options> {
        let naming = prop_oneof![Just(Naming::Instrumentator), Just(Naming::OpenTelemetry)];
        let status = prop_oneof![Just(StatusLabel::Class), Just(StatusLabel::Code), Just(StatusLabel::None)];
        let some = || subsequence(Dimension::ALL.to_vec(), 0..=DIMENSIONS);
        (naming, option::of(status), some(), some(), 0..=3_usize).prop_map(
            |(naming, status, labels, without, own)| {
                let mut options = Options::new(Place::here());
                (options.naming, options.status, options.without) = (naming, status, without);
                options.labels = [Quantity::Requests, Quantity::Duration, Quantity::RequestSize]
                    .map(|quantity| (quantity, labels.clone()))
                    .into();
                options.labels.push((Quantity::ResponseSize, Vec::new()));
                options.own = (0..own).map(|number| (format!("own_{number}"), Origin::Handler)).collect();
                options
            },
        )
    }

    #[derive(Clone, Debug)]
    struct Request {
        ended: Ended<'static>,
        own: Vec<Cow<'static, str>>,
    }

    fn request() -> impl Strategy<Value = Request> {
        let methods = ["GET", "POST", "PATCH", "BREW", "get"].map(|name| Method::from_bytes(name.as_bytes()));
        let methods = methods.map(|method| Numbered::of(&method.expect("it is a method")));
        let codes = [100, 199, 200, 204, 404, 499, 500, 503, 599, 600, 999];
        let endings = [Ending::Answered, Ending::Failed, Ending::Panicked, Ending::Cancelled];
        let versions =
            [Version::HTTP_09, Version::HTTP_10, Version::HTTP_11, Version::HTTP_2, Version::HTTP_3];
        let texts = ["", "/", "a", "ab", "b", "\\", "\"", "none"];
        let chosen = (0..methods.len(), 0..codes.len(), 0..texts.len(), 0..versions.len(), 0..endings.len());
        let own = vec((0..texts.len()).prop_map(move |at| Cow::Borrowed(texts[at])), 3);
        (chosen, any::<bool>(), own).prop_map(
            move |((method, code, route, version, ending), is_https, own)| {
                let ended = Ended {
                    method: methods[method],
                    status: StatusCode::from_u16(codes[code]).expect("it is a status"),
                    route: texts[route],
                    is_https,
                    version: versions[version],
                    ending: endings[ending],
                    own: &[],
                };
                Request { ended, own }
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn rows_have_the_same_key_where_their_values_are_the_same_and_nowhere_else(
            options in options(),
            requests in vec(request(), 2..60),
        ) {
            let server = Server::declare(&Registry::new(), options);
            let own = server.options.own.len();
            let requests: Vec<_> =
                requests.iter().map(|request| Ended { own: &request.own[..own], ..request.ended }).collect();
            for (one, other) in requests.iter().flat_map(|one| requests.iter().map(move |other| (one, other))) {
                let key = |ended| (server.number(ended), server.texts(ended));
                prop_assert_eq!(key(one) == key(other), server.row(one) == server.row(other));
            }
        }
    }

    #[test]
    fn what_no_family_has_a_label_for_is_not_kept() {
        let mut options = Options::new(Place::here());
        options.own = vec![("own".to_owned(), Origin::Handler)];
        options.labels =
            [Quantity::Requests, Quantity::Duration, Quantity::RequestSize, Quantity::ResponseSize]
                .map(|quantity| (quantity, Vec::new()))
                .into();
        let server = Server::declare(&Registry::new(), options);
        let ended = Ended {
            method: Numbered::of(&Method::GET),
            status: StatusCode::OK,
            route: "/a",
            is_https: false,
            version: Version::HTTP_11,
            ending: Ending::Answered,
            own: &[Cow::Borrowed("anything")],
        };
        assert_eq!((server.own, server.number(&ended)), (0, 0));
        assert!(server.texts(&ended).into_iter().chain(server.row(&ended)).all(str::is_empty));
    }
}
