//! The macros for sections of functions, as users find them.

/// Counts how often a block of code runs, and how it ends.
///
/// To [`counted`](macro@crate::counted) what [`time!`](macro@crate::time) is to [`timed`](macro@crate::timed): the last thing in the
/// parentheses is the block, and its value is that of the whole. The name ends in `_total`.
///
/// ```
/// use tickmark::count;
///
/// fn total(prices: &[&str]) -> Result<u32, std::num::ParseIntError> {
///     let mut sum = 0;
///     for price in prices {
///         sum += count!(name = "prices_read_total", { price.parse::<u32>()? });
///     }
///     Ok(sum)
/// }
///
/// assert_eq!(total(&["3", "4"]), Ok(7));
/// assert!(total(&["5", "cheap"]).is_err());
/// let page = tickmark::encode();
/// assert!(page.contains(r#"prices_read_total{outcome="success"} 3"#));
/// assert!(page.contains(r#"prices_read_total{outcome="failure"} 1"#));
/// ```
///
/// # Arguments
///
/// As for [`time!`](macro@crate::time), without `buckets` and what is about time. With `outcome = none`, a block is counted when it
/// begins.
pub use tickmark_macros::count;

/// Records how long a block of code runs, and how it ends.
///
/// The last thing in the parentheses is the block: `{ … }`, `unsafe { … }`, `async { … }` or `async move { … }`. Its value is that of the
/// whole, and it borrows, moves and leaves as it would without the macro: `?` and `return` leave the function, `break` and
/// `continue` the loop around it.
///
/// ```
/// use tickmark::time;
///
/// fn rows(table: &str, sql: &str) -> Result<Vec<String>, String> {
///     let rows: Vec<_> = time!(name = "query_duration_seconds", labels(table = table), buckets = [0.01, 0.1], {
///         let rest = sql.strip_prefix("SELECT ").ok_or("only queries are answered")?;
///         rest.split(", ").map(str::to_owned).collect()
///     });
///     Ok(rows)
/// }
///
/// assert_eq!(rows("orders", "SELECT id, price").map(|rows| rows.len()), Ok(2));
/// assert!(rows("orders", "DROP").is_err());
/// let page = tickmark::encode();
/// assert!(page.contains(r#"query_duration_seconds_count{table="orders",outcome="success"} 1"#));
/// assert!(page.contains(r#"query_duration_seconds_count{table="orders",outcome="failure"} 1"#));
/// ```
///
/// # How a block ends
///
/// As a call does: `success`, `failure` where its value is what [`Outcome`](crate::Outcome) calls one, `panic`, or `cancelled`. A block that
/// is left early, by `?`, `return`, `break` or `continue`, is a `failure`. So is one that waits, without being `async` itself, when the
/// future around it is dropped.
///
/// An `async` block is a future, which runs from its first poll to its end, and which `?` and `return` leave, with what they return as its
/// value:
///
/// ```
/// use tickmark::time;
///
/// let handler = |id: u32| {
///     time!(name = "handle_seconds", counted(name = "handled_total"), async move {
///         if id == 0 {
///             return Err("nobody has this number");
///         }
///         Ok(id)
///     })
/// };
/// # let mut context = std::task::Context::from_waker(std::task::Waker::noop());
/// # assert!(std::pin::pin!(handler(0)).poll(&mut context).is_ready());
/// # assert!(tickmark::encode().contains(r#"handled_total{outcome="failure"} 1"#));
/// ```
///
/// # Arguments
///
/// Those of [`timed`](macro@crate::timed#arguments), but for `skip`, which is for functions. `clock = busy` is for `async` blocks.
///
/// A block has no name of its own, so it needs a `name` or a `metric`; or `function = "…"`, which records it beside the functions, in
/// `function_duration_seconds`:
///
/// ```
/// let area = tickmark::time!(function = "area of the square", { 3 * 3 });
/// assert_eq!(area, 9);
/// assert!(tickmark::encode().contains(r#"function="area of the square",outcome="success"} 1"#));
/// ```
///
/// # Limits
///
/// How it ended is asked of the value where the block ends, so its type has to be known there: from the block, or from what is expected of
/// it, as in `let rows: Vec<_> = time!(…)`. A reference to a value that only the block's last expression makes does not outlive the
/// block, even after a `let`. The compiler does not warn of unreachable code in the block. With `outcome = none` none of this holds.
///
/// # Cost
///
/// That of [`timed`](macro@crate::timed#cost).
pub use tickmark_macros::time;
