//! The attributes, as users find them.

/// Counts the calls of a function, or of all functions in a block, by how they end.
///
/// Without a `name`, in `function_calls_total{module, function, outcome}`, which all such functions share. With one, in a
/// family of your own:
///
/// ```
/// use tickmark::counted;
///
/// #[counted(name = "logins_total", labels(secure = secure), outcome = none)]
/// fn login(secure: bool) {}
///
/// login(true);
/// assert!(tickmark::encode().contains(r#"logins_total{secure="true"} 1"#));
/// ```
///
/// # Arguments
///
/// As for [`timed`], without `buckets` and what is about time, also the time to the first item of a [`stream`](macro@timed#streams); [blocks](macro@timed#blocks) too, each attribute for itself. The name ends in `_total`. A call is counted when it ends; with `outcome = none`, when it
/// begins.
///
/// # Cost
///
/// One plain addition.
pub use tickmark_macros::counted;

/// Counts the calls of a function that are under way.
///
/// In `function_calls_in_flight{module, function}`, or in a family of your own. However a call ends, by a return, a panic or a dropped
/// future, it is no longer under way.
///
/// ```
/// use tickmark::in_flight;
///
/// #[in_flight]
/// fn outer() -> String {
///     tickmark::encode()
/// }
///
/// assert!(outer().contains(r#"function="outer"} 1"#));
/// assert!(tickmark::encode().contains(r#"function="outer"} 0"#));
/// ```
///
/// # Arguments
///
/// - `name = "…"`, `help = "…"`, `labels(…)`, `function = "…"`, `metric = …`, `registry = …`, `allow_metric(rule)`, `crate = path`: as for
///   [`timed`];
///   [blocks](macro@timed#blocks) too.
/// - `stream`: for a function that returns a [stream](macro@timed#streams), which is under way from its first poll to its end.
/// - `high_water`: also keeps the most that there ever were at once, of each function that shares a `name` by itself and then added up, in `function_calls_in_flight_high_water`, or under the name with
///   `_high_water` behind it.
///
/// # Cost
///
/// Two plain additions, in the threads where a call begins and where it ends. With `high_water` all threads add to one number.
pub use tickmark_macros::in_flight;

/// Puts a metric in a static, or a struct of metrics, on the page from the start.
///
/// ```
/// use tickmark::Gauge;
///
/// /// Connections that are open.
/// #[tickmark::register]
/// static CONNECTIONS_OPEN: Gauge = Gauge::new();
///
/// assert!(tickmark::encode().contains("# HELP connections_open Connections that are open.\n"));
/// ```
///
/// The metrics of a struct with [`derive(Metrics)`](derive@crate::Metrics) have names of their own.
///
/// # Arguments
///
/// - `name = "…"`: by default the name of the static in lower case. It is completed with the unit of the metric, the `_total` of a counter and the
///   `_info` of an info metric, where it doesn't end in them.
/// - `help = "…"`: by default the first paragraph of its documentation. One of the two must be there.
/// - `prefix = "…"`: for a struct of metrics, what their names begin with.
/// - `labels(key = "…", …)`: labels on every series.
/// - `crate = path`: where this crate is, if not at `::tickmark`.
///
/// `#[allow_metric(rule)]` below it exempts it from one of the [rules](derive@crate::Metrics#rules) of names.
pub use tickmark_macros::register;

/// Records how long each call of a function runs, and how it ends.
///
/// Goes on `fn` and `async fn`, free or method, and on whole [blocks](#blocks) of them. An `async` call runs from its first poll to its end; a future that is
/// never polled is no call.
///
/// Without a `name`, the duration goes to `function_duration_seconds{module, function, outcome}`, which all such
/// functions share, so that one dashboard and one set of alerts serves them all:
///
/// ```
/// #[tickmark::timed]
/// async fn place(order: u64) -> Result<(), String> {
///     Ok(())
/// }
/// ```
///
/// With a `name`, the family is your own:
///
/// ```
/// use tickmark::{LabelValue, timed};
///
/// #[derive(LabelValue)]
/// enum Model {
///     Detection,
///     Segmentation,
/// }
///
/// #[timed(
///     name = "inference_duration_seconds",
///     labels(model = model),
///     buckets = [0.1, 0.5, 1.0, 5.0],
///     outcome(label = "status", success = "completed"),
/// )]
/// fn infer(model: Model, image: &[u8]) -> Result<usize, String> {
///     Ok(image.len())
/// }
///
/// infer(Model::Detection, &[0]).expect("it always works");
/// let page = tickmark::encode();
/// assert!(page.contains(r#"inference_duration_seconds_count{model="detection",status="completed"} 1"#));
/// assert!(page.contains(r#"inference_duration_seconds_count{model="segmentation",status="failure"} 0"#));
/// ```
///
/// # Arguments
///
/// All are optional; `help`, `labels`, `labels_from`, `limit`, `buckets`, `outcome` and `error` need a
/// `name`.
///
/// - `name = "…"`: the name of the family. It ends in `_seconds`. Several functions may share a name if they agree on labels and buckets.
/// - `help = "…"`: what the page says about it; by default the first paragraph of the function's documentation.
/// - `labels(key = expression, …)`: evaluated when the call begins, before the body. An expression that is just an argument, or has its
///   type written, as in `labels(kind: Kind = self.kind)`, has its closed values on the page from the start. `None`
///   [leaves the label out](crate::LabelValue#labels-that-may-be-missing). A string literal is the same in every series.
/// - `labels_from(key = |result| …, …)`: labels that are read from what the function returns, or what its future does; left out where a call
///   panics or is cancelled. The values of `labels` are then kept until the call ends, so clone what the body moves; beside `counted` their
///   types are `Clone`.
/// - `limit = 200`: how many combinations of values the function may have where a label is open, each with a series for every ending; by
///   default what the environment variable `TICKMARK_SERIES_LIMIT` says, or else [`SERIES_LIMIT`](crate::SERIES_LIMIT). All further ones
///   share one for each combination of closed values.
/// - `buckets = […]`: upper bounds in seconds, increasing; by default [`DURATION_BUCKETS`](crate::DURATION_BUCKETS). A path to a `&'static [f64]` will do.
/// - `outcome(label = "…", success = "…", failure = "…", panic = "…", cancelled = "…")`: other words for the label and its values.
/// - `outcome = none`: no such label; every call is counted in one series.
/// - `error`: another label, `error`, that says why a call failed, in the words of the error's [`ErrorKind`](crate::ErrorKind), which are all
///   on the page from the start. It is empty where a call did not fail, and `other` where there is no error. `error = MyError` where the signature
///   does not name the type for all to see, `error(label = "reason", of = MyError)` for another name. An error of any type, such as a
///   `Box<dyn Error>` or one of `anyhow`, goes by what caused it: `error(causes(io::Error = "io", Elapsed = "timeout"))`.
///
/// These need none:
///
/// - `native`, `native(factor = 1.05)`: durations are also counted in the buckets of a [native histogram](crate::NativeHistogram), which nobody
///   has to choose: as many as need be, each wider than the one before by no more than the factor, 1.1 if it isn't said. Formats that know no
///   native histograms go on showing `buckets`, so dashboards need not change. In a family that functions share, the series are native of those
///   functions that say so; a series that several record has native buckets where all of them say it, as fine as the coarsest.
/// - `ok_if = |result| …`, `error_if = |result| …`: what a success, or a failure, is, for a type that does not say so by [`Outcome`](crate::Outcome), or says
///   something else. A path such as `Option::is_some` will do.
/// - `only = failure`, `only = success`: calls that end otherwise are not recorded. Panics and cancelled calls are no successes.
/// - `counted`, `in_flight`: also does what these attributes do, with the same labels. Beside a `name` they have one too:
///   `counted(name = "…_total", help = "…")`, `in_flight(name = "…", high_water)`.
/// - `slow = "250ms"`: also counts the calls that take longer, in `function_calls_slow_total`, or under the name with `_slow_total` in place
///   of `_seconds`.
/// - `clock = busy`: for `async fn` and `stream`; also records how long its future was polled rather than waiting, in `function_busy_seconds`, or under
///   the name with `_busy_seconds` in place of `_seconds`.
/// - `slo(objective = 99.9, latency = "250ms")`: what is promised of the calls: that of a hundred as many are good, and end within that time,
///   which has to be one of the buckets' bounds. Recorded is nothing more; [`call_sites`](crate::call_sites) tells it.
/// - `registry = expression`: the registry that the families are in, such as `&*REGISTRY`; evaluated at the first call, before
///   which they are not in it.
/// - `metric = expression`: no family of the attribute's own. Calls are recorded, however they end, into a metric that is declared elsewhere:
///   `metric = SHOP.packing_seconds`, `metric = BAKED.with(Oven { oven })`.
/// - `stream`: for a function that returns a [stream](#streams): records how that goes, rather than how it is made.
/// - `sample = 100`: times one call in a hundred of those of each thread. `counted` counts all of them.
/// - `function = "…"`: the label `function` in the shared family, by default the name of the function.
/// - `allow_metric(rule)`: exempts the name from one of the [rules](derive@crate::Metrics#rules) that names keep.
/// - `crate = path`: where this crate is, if not at `::tickmark`. On a `mod` the path is one from inside it.
/// - `skip`: on a function in a marked block, leaves it out.
///
/// ```
/// use tickmark::timed;
///
/// struct Response {
///     status: u16,
/// }
///
/// #[timed(counted, in_flight, slow = "250ms", error_if = |response| response.status >= 500)]
/// fn handle(status: u16) -> Response {
///     Response { status }
/// }
///
/// handle(503);
/// let page = tickmark::encode();
/// assert!(page.contains(r#"function="handle",outcome="failure"} 1"#));
/// assert!(page.contains("# TYPE function_calls_slow_total counter\n"));
/// ```
///
/// ```
/// use tickmark::{ErrorKind, counted};
///
/// #[derive(ErrorKind)]
/// enum StockError {
///     SoldOut,
///     Reserved,
/// }
///
/// #[counted(name = "taken_total", error)]
/// fn take(items: u32) -> Result<u32, StockError> {
///     items.checked_sub(1).ok_or(StockError::SoldOut)
/// }
///
/// assert!(take(0).is_err());
/// assert!(tickmark::encode().contains(r#"taken_total{outcome="failure",error="sold_out"} 1"#));
/// ```
///
/// # Streams
///
/// With the feature `stream`, the argument of that name says of a function that what counts is the stream that it returns, an
/// `impl Stream<Item = …>`, a `Pin<Box<dyn Stream<Item = …>>>` or a `BoxStream` of the crate `futures`. The macro puts another stream around it, which a named type
/// does not allow; a stream in a box gets a second box, once, and its items cost no allocation.
///
/// The call begins when the stream is first polled, in an `async fn` when its future is, and ends with the stream; one that is never polled is no call. It is
///
/// - a `failure` where one of the items was, by [`Outcome`](crate::Outcome), whatever came after it: also where the stream is dropped then, because who stops at an
///   `Err` has not cancelled;
/// - a `panic` when a poll panics;
/// - `cancelled` when it is dropped before its end, and a `success` otherwise.
///
/// Beside that, `function_items_total` counts the items as they come, and `function_first_item_seconds` has the time from the beginning to the first of
/// them; with a `name`, the families are called by it, with `_items_total` and `_first_item_seconds` in place of `_seconds`. Neither has a label for the
/// outcome, which nobody knows by then, and `only` leaves both alone. `labels` are read when the function is called, or its future first polled.
///
#[cfg_attr(feature = "stream", doc = "```")]
#[cfg_attr(not(feature = "stream"), doc = "```ignore")]
/// use std::{
///     pin::{Pin, pin},
///     task::{Context, Poll, Waker},
/// };
///
/// use futures_core::Stream;
///
/// struct Rows(Vec<Result<u64, String>>);
///
/// impl Stream for Rows {
///     type Item = Result<u64, String>;
///
///     fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
///         Poll::Ready(self.0.pop())
///     }
/// }
///
/// #[tickmark::timed(stream)]
/// fn export(last: Result<u64, String>) -> impl Stream<Item = Result<u64, String>> {
///     Rows(vec![last, Ok(1)])
/// }
///
/// let mut rows = pin!(export(Err("there is one row only".to_owned())));
/// # let mut context = Context::from_waker(Waker::noop());
/// while let Poll::Ready(Some(row)) = rows.as_mut().poll_next(&mut context) {
///     println!("{row:?}");
/// }
///
/// let page = tickmark::encode();
/// assert!(page.contains(r#"function="export",outcome="failure"} 1"#));
/// assert!(page.contains(r#"function="export"} 2"#));
/// ```
///
/// `ok_if` and `error_if` ask the one value of a call, so `stream` does not go with them, nor with `metric`. Beside `#[timed(stream)]` stands no
/// `#[counted(stream)]`, which would count the items again, but `#[timed(counted, stream)]` does both.
///
/// # Blocks
///
/// On an `impl`, a `trait` or an inline `mod`, the attribute goes on to every function in it that has a body.
/// The label `function` is then `Type::method`, `<Type as Trait>::method` or `Trait::method`, with names shortened
/// to their last segment and without generic arguments; a free function keeps its name, as the label `module` says the rest.
///
/// ```
/// use std::fmt;
///
/// struct Stock<T>(Vec<T>);
///
/// #[tickmark::timed]
/// impl<T> Stock<T> {
///     fn add(&mut self, item: T) {
///         self.0.push(item);
///     }
///
///     #[timed(name = "stock_taking_seconds", buckets = [0.5, 1.0])]
///     fn take(&mut self) -> Option<T> {
///         self.0.pop()
///     }
///
///     #[timed(skip)]
///     fn len(&self) -> usize {
///         self.0.len()
///     }
/// }
///
/// #[tickmark::timed]
/// impl<T> fmt::Display for Stock<T> {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         write!(f, "{} items", self.len())
///     }
/// }
///
/// let mut stock = Stock(vec![1]);
/// stock.add(2);
/// stock.take();
/// assert_eq!(stock.to_string(), "1 items");
///
/// let page = tickmark::encode();
/// assert!(page.contains(r#"function="Stock::add",outcome="success"} 1"#));
/// assert!(page.contains(r#"function="<Stock as Display>::fmt",outcome="success"} 1"#));
/// assert!(page.contains(r#"stock_taking_seconds_count{outcome="success"} 1"#));
/// ```
///
/// Arguments of the block are those of every function in it. A function, or an inner block, that has an attribute of its own
/// there gives anew what is different, or is left out by `skip`; the attribute needs no `use` for that, and does not look into a `cfg_attr`.
///
/// Passed over are `const fn`, functions with an attribute such as `#[test]` or `#[tokio::test]`, modules under `#[cfg(test)]`,
/// functions inside functions, and what other macros write.
///
/// # What changes
///
/// Nothing but this: a body that may report a failure and has a `return`, a `?` or a macro that could hide one is run in a closure. In it,
/// `#[track_caller]` functions don't know their caller; a closure that is returned behind `Result<impl Fn(…), _>` may have to name the types of its
/// arguments; and an error message may name the closure.
///
/// # Cost
///
/// Two readings of the clock and two plain additions; no lock and no allocation, but for the first call with a new
/// value of an open label. With `native` there is a third addition, and the native bucket has to be found, for which
/// the duration is turned into seconds; a series that was recorded takes some 2.8 KB, and as much again each time that its buckets get coarser.
pub use tickmark_macros::timed;
