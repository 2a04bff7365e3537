//! The derive macros, as users find them.

/// Makes an error one of a closed set of kinds: the values of a label that says why calls fail.
///
/// `OrderError::SoldOut` is of the kind `sold_out`, whatever fields it has; a struct is of one kind, too. On an enum,
/// `#[error_kind(rename_all = "…")]` takes what [`LabelValue`](derive@crate::LabelValue) takes, and on either there may be
/// `crate = path`: where this crate is, if not at `::tickmark`. It gets along with `#[derive(thiserror::Error)]` on the same
/// enum.
///
/// ```
/// use std::{fmt, io};
///
/// use tickmark::ErrorKind;
///
/// #[derive(Debug, ErrorKind)]
/// enum OrderError {
///     SoldOut,
///     #[error_kind(rename = "declined")]
///     CardDeclined { reason: String },
///     #[error_kind(nested)]
///     Stock(StockError),
///     #[error_kind(other)]
///     Unforeseen(fmt::Error),
/// }
///
/// #[derive(Debug, ErrorKind)]
/// enum StockError {
///     Reserved,
///     Shelf {
///         number: u32,
///         #[error_kind(nested = "disk")]
///         source: io::Error,
///     },
/// }
///
/// impl fmt::Display for OrderError {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         match self {
///             Self::SoldOut => f.write_str("there is none left"),
///             Self::CardDeclined { reason } => write!(f, "the card is declined: {reason}"),
///             Self::Stock(error) => write!(f, "the stock has a problem: {error:?}"),
///             Self::Unforeseen(error) => error.fmt(f),
///         }
///     }
/// }
///
/// impl std::error::Error for OrderError {}
///
/// assert_eq!(OrderError::KINDS[..4], ["sold_out", "declined", "reserved", "disk_not_found"]);
/// assert_eq!(OrderError::KINDS.last(), Some(&"other"));
///
/// let full = StockError::Shelf { number: 7, source: io::ErrorKind::StorageFull.into() };
/// assert_eq!(OrderError::KINDS[OrderError::Stock(full).kind()], "disk_storage_full");
/// ```
///
/// # On a variant, or on a struct
///
/// - `rename = "…"`: another text.
/// - `nested`: it has the kinds of the error in its one field, in its place. Of several fields, the attribute stands on the one
///   that is the error. That may be generic.
/// - `nested = "prefix"`: the same, with `prefix_` before each. Kinds that read the same otherwise don't compile.
/// - `other`: it is of the kind `other`, like everything that nobody told apart. Several may be, nested ones too.
pub use tickmark_macros::ErrorKind;

/// Makes a struct the labels of an info metric, one for each field.
///
/// An info metric is one series whose value is always 1: what there is to know stands in its labels. The struct becomes a
/// [`LabelSet`](derive@crate::LabelSet) as by the derive of that name, with `#[info(…)]` in place of `#[label(…)]` and as many labels as it
/// likes. One of the two derives is enough.
///
/// ```
/// use tickmark::{Info, LabelSet};
///
/// #[derive(Info)]
/// struct Build {
///     version: &'static str,
///     #[info(rename = "revision")]
///     commit: String,
/// }
///
/// let names = Build::LABELS.iter().map(|label| label.name());
/// assert!(names.eq(["version", "revision"]));
/// ```
pub use tickmark_macros::Info;

/// Makes a struct the labels of a family, one for each field.
///
/// A field is the label of its name; its type is a [`LabelValue`](trait@crate::LabelValue), or an `Option` of one
/// for a label that [may be missing](trait@crate::LabelValue#labels-that-may-be-missing).
///
/// ```
/// use std::net::SocketAddr;
///
/// use tickmark::{Counter, Family, LabelSet};
///
/// #[derive(LabelSet)]
/// struct Route<'a> {
///     path: &'a str,
///     #[label(rename = "tls")]
///     secure: bool,
/// }
///
/// #[derive(LabelSet)]
/// struct Request<'a> {
///     #[label(flatten)]
///     route: Route<'a>,
///     #[label(display)]
///     peer: Option<SocketAddr>,
/// }
///
/// assert_eq!(Route::LABELS[1].name(), "tls");
/// assert_eq!(Route::LABELS[1].values(), Some(["false", "true"].as_slice()));
///
/// /// Requests by where they go.
/// #[tickmark::register]
/// static ROUTED_REQUESTS_TOTAL: Family<Request, Counter> = Family::new();
///
/// let peer = Some(SocketAddr::from(([127, 0, 0, 1], 80)));
/// ROUTED_REQUESTS_TOTAL.with(Request { route: Route { path: "/", secure: true }, peer }).inc();
/// let page = tickmark::encode();
/// assert!(page.contains(r#"routed_requests_total{path="/",tls="true",peer="127.0.0.1:80"} 1"#));
/// ```
///
/// # On a field
///
/// - `rename = "…"`: another name for the label.
/// - `flatten`: the field is a label set itself, and its labels stand in its place. The names of all of them differ, and a family has at
///   most eight.
/// - `display`: the value is what the field's `Display` writes, for ids, addresses and the like; or what is in a field that is written as an
///   `Option<…>`. It is open, whatever it is. Up to 64 bytes are written without an allocation.
///
/// On the struct, there may be `crate = path`: where this crate is, if not at `::tickmark`.
pub use tickmark_macros::LabelSet;

/// Makes an enum a closed set of label values.
///
/// `Method::BankTransfer` becomes `bank_transfer`. On the enum, `#[label(rename_all = "…")]` takes `snake_case` (the default),
/// `lowercase`, `UPPERCASE`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE` or `kebab-case`; on a variant,
/// `#[label(rename = "…")]` takes any text that is not empty: for a label without a value there is `Option<Method>`. No two
/// variants read the same. On the enum there may also be `crate = path`: where this crate is, if not at `::tickmark`.
///
/// ```
/// use tickmark::LabelValue;
///
/// #[derive(LabelValue)]
/// #[label(rename_all = "UPPERCASE")]
/// enum Verb {
///     Get,
///     #[label(rename = "other")]
///     Unknown,
/// }
///
/// assert_eq!(Verb::VALUES, Some(["GET", "other"].as_slice()));
/// ```
///
/// With `#[label(name = "…")]` the enum alone is a [`LabelSet`](derive@crate::LabelSet) too, of one label, for families that have no other:
///
/// ```
/// use tickmark::{Counter, Family, LabelValue};
///
/// #[derive(LabelValue)]
/// #[label(name = "mode")]
/// enum Mode {
///     Eco,
///     Boost,
/// }
///
/// static STARTS: Family<Mode, Counter> = Family::new();
///
/// STARTS.with(Mode::Eco).inc();
/// assert_eq!(STARTS.with(Mode::Boost).get(), 0);
/// ```
pub use tickmark_macros::LabelValue;

/// Makes a struct a group of metrics, one for each field.
///
/// ```
/// use std::time::Duration;
///
/// use tickmark::{Bytes, Counter, Family, Gauge, Histogram, LabelSet, LabelValue, Metrics, Seconds};
///
/// #[derive(LabelValue)]
/// enum Method {
///     Card,
///     Cash,
/// }
///
/// #[derive(LabelSet)]
/// struct PaidBy {
///     method: Method,
/// }
///
/// #[derive(Metrics)]
/// #[metrics(prefix = "bakery")]
/// struct Bakery {
///     /// Orders by how they were paid.
///     orders_total: Family<PaidBy, Counter>,
///     /// Time to bake one.
///     #[metric(buckets = [60.0, 600.0, 3_600.0])]
///     baking: Histogram<Seconds>,
///     recipes: Cache,
/// }
///
/// #[derive(Metrics)]
/// struct Cache {
///     /// What it takes in memory.
///     size: Gauge<Bytes>,
/// }
///
/// #[tickmark::register]
/// static BAKERY: Bakery = Bakery::new();
///
/// BAKERY.orders_total.with(PaidBy { method: Method::Card }).inc();
/// BAKERY.baking.observe(Duration::from_secs(300));
/// BAKERY.recipes.size.set(512_u64);
///
/// let page = tickmark::encode();
/// assert!(page.contains(r#"bakery_orders_total{method="card"} 1"#));
/// assert!(page.contains(r#"bakery_orders_total{method="cash"} 0"#));
/// assert!(page.contains(r#"bakery_baking_seconds_bucket{le="600"} 1"#));
/// assert!(page.contains("bakery_recipes_size_bytes 512"));
/// ```
///
/// The struct gets a `const fn new()`, for statics with [`register`](macro@crate::register), and [`Metrics::register`](trait@crate::Metrics) for a
/// registry of one's own.
///
/// # What can be a field
///
/// | field | on the page |
/// |---|---|
/// | [`Counter`](crate::Counter), [`FloatCounter`](crate::FloatCounter), [`CounterFn`](crate::CounterFn) | a counter |
/// | [`Gauge`](crate::Gauge), [`UpDown`](crate::UpDown), [`GaugeFn`](crate::GaugeFn) | a gauge |
/// | [`Histogram`](crate::Histogram), [`NativeHistogram`](crate::NativeHistogram) | a histogram |
/// | [`Summary`](crate::Summary) | a summary: a count and a sum |
/// | [`Info`](struct@crate::Info), [`StateSet`](struct@crate::StateSet) | a gauge, until formats come that know them |
/// | [`Family`](crate::Family), [`RemovableFamily`](crate::RemovableFamily) | a series for each combination of label values |
/// | another such struct | its families; their names begin with that of the field |
/// | an `Option` of any | nothing where there is nothing in it, as there is at the start |
///
/// # Names
///
/// A family is called `prefix_field_unit`, a counter `prefix_field_unit_total`, an [`Info`](struct@crate::Info) `prefix_field_info`. The prefix is that of the
/// struct and of those around it; the unit is that of the type, or of `unit`. What the field ends in already is not added: `orders` and
/// `orders_total` are one. The documentation of a field, up to its first blank line, is the help text.
///
/// # On the struct: `#[metrics(…)]`
///
/// - `prefix = "…"`: what all names begin with.
/// - `labels(key = "…", …)`: labels on every series.
/// - `crate = path`: where this crate is, if not at `::tickmark`.
///
/// # On a field: `#[metric(…)]`
///
/// - `name = "…"`: another name than that of the field; `help = "…"`: another text than its documentation.
/// - `unit = "…"`: what it is measured in, where the type doesn't say.
/// - `buckets = [0.1, 0.5, 1.0]`: the upper bounds of a histogram, or a constant that is a list of them; those of a native histogram stand
///   beside [its own](crate::NativeHistogram::buckets).
/// - `labels(key = "…", …)`: labels on every series. With different ones, two fields may be one family.
/// - `limit = 200`, and for a [`RemovableFamily`](crate::RemovableFamily) `ttl = "10min"`: how many series there may be, and how long one stays that nobody uses.
/// - `read = function`, `every = "10s"`: what a [`GaugeFn`](crate::GaugeFn) or a [`CounterFn`](crate::CounterFn) asks, and how often at most. Without it nothing is on the page
///   until the program says what to ask.
/// - `init = expression`: the whole value, instead of `buckets`, `limit`, `ttl` and `read`; a constant.
/// - `prefix = "…"` or `flatten`: what the names of a struct of metrics begin with, instead of the field; or nothing.
///
/// # Rules
///
/// The compiler checks names, labels, units and buckets, among them the rules of
/// [`promlint`](https://prometheus.io/docs/prometheus/latest/command-line/promtool/#promtool-check). Where one has to be broken,
/// `#[allow_metric(rule)]` stands on the field: `camel_case`, `duplicate`, `help`, `reserved_suffix`, `total`, `type_in_name`, `unit` or
/// `unit_abbreviation`. What only shows when the whole program is linked, [`check`](crate::check) reports.
///
/// ```
/// # use tickmark::{Gauge, Metrics};
/// #[derive(Metrics)]
/// struct Users {
///     /// Who was here today; dashboards know it by this name.
///     #[allow_metric(reserved_suffix)]
///     active_users_count: Gauge,
/// }
/// ```
///
/// # Cost
///
/// That of the metrics: a struct adds nothing when something is recorded.
pub use tickmark_macros::Metrics;

/// Makes an enum the states of a state set, of which one is current.
///
/// A state set is one series for each state, with the value 1 where that is the current one and 0 where it is not. The enum becomes a
/// [`LabelValue`](derive@crate::LabelValue) as by the derive of that name, with `#[state(…)]` in place of `#[label(…)]`, and has at most 64
/// variants. One of the two derives is enough.
///
/// ```
/// use tickmark::{LabelValue, StateSet};
///
/// #[derive(StateSet)]
/// enum Health {
///     Up,
///     #[state(rename = "sick")]
///     Degraded,
///     ShuttingDown,
/// }
///
/// assert_eq!(Health::VALUES, Some(["up", "sick", "shutting_down"].as_slice()));
/// ```
pub use tickmark_macros::StateSet;
