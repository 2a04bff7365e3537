//! How a call ended.

use std::thread;

/// A value that can say whether the call that returned it failed.
///
/// `#[timed]` and `#[counted]` ask it of whatever a function returns, so an alias of [`Result`] is a `Result` to them. A
/// type that does not implement it is a success. So is one that a generic function knows nothing of: where `fn retry<T>() -> T` is to
/// tell failures, it says `T: Outcome`.
///
/// ```
/// use tickmark::Outcome;
///
/// struct Response {
///     status: u16,
/// }
///
/// impl Outcome for Response {
///     fn is_failure(&self) -> bool {
///         self.status >= 500
///     }
/// }
///
/// #[tickmark::counted]
/// fn handle(status: u16) -> Response {
///     Response { status }
/// }
///
/// handle(503);
/// assert!(tickmark::encode().contains(r#"function="handle",outcome="failure"} 1"#));
/// ```
#[diagnostic::on_unimplemented(
    note = "for a block whose type is told only after it, tell the type where the block stands: `let value: {Self} = …`"
)]
pub trait Outcome {
    /// Whether the call that returned this failed.
    fn is_failure(&self) -> bool;
}

impl<T, E> Outcome for Result<T, E> {
    #[inline]
    fn is_failure(&self) -> bool {
        self.is_err()
    }
}

impl<O: Outcome + ?Sized> Outcome for &O {
    #[inline]
    fn is_failure(&self) -> bool {
        O::is_failure(self)
    }
}

impl<O: Outcome + ?Sized> Outcome for Box<O> {
    #[inline]
    fn is_failure(&self) -> bool {
        O::is_failure(self)
    }
}

/// The four ways in which a call can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It returned, and what it returned is no failure.
    Success,
    /// It returned a failure, of this kind where failures are told apart, and else of the first.
    Failure(u16),
    /// It panicked.
    Panic,
    /// Its future was dropped before it was done.
    Cancelled,
}

impl Ending {
    const ALL: [Self; 4] = [Self::Success, Self::Failure(0), Self::Panic, Self::Cancelled];

    /// How a scope ends that is left now; a call may begin while its thread unwinds, in a destructor, and end well.
    #[inline]
    pub(super) fn of_scope(was_unwinding: bool) -> Self {
        if thread::panicking() && !was_unwinding { Self::Panic } else { Self::Success }
    }

    /// Which of [`ALL`](Self::ALL) it is, whatever the kind of a failure.
    #[inline]
    pub(super) const fn index(self) -> usize {
        match self {
            Self::Success => 0,
            Self::Failure(_) => 1,
            Self::Panic => 2,
            Self::Cancelled => 3,
        }
    }
}

/// The same ending with the kind of a failure.
#[inline]
pub fn of_kind(ending: Ending, kind: impl FnOnce() -> u16) -> Ending {
    if let Ending::Failure(_) = ending { Ending::Failure(kind()) } else { ending }
}

/// Which endings a function can have, as far as its signature tells, in the order of `Ending::ALL`: series that can't be are not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endings([bool; 4]);

impl Endings {
    /// A function whose return type says nothing of failure.
    pub const SYNC: Self = Self([true, false, true, false]);
    /// A function that may return a failure.
    pub const SYNC_FALLIBLE: Self = Self([true, true, true, false]);
    /// An `async` function whose return type says nothing of failure.
    pub const ASYNC: Self = Self([true, false, true, true]);
    /// An `async` function that may return a failure.
    pub const ASYNC_FALLIBLE: Self = Self([true; 4]);

    /// Those of them that are no success.
    #[must_use]
    pub const fn only_failure(mut self) -> Self {
        self.0[Ending::Success.index()] = false;
        self
    }

    /// Success alone.
    #[must_use]
    pub const fn only_success(self) -> Self {
        Self([true, false, false, false])
    }

    const fn include(self, ending: Ending) -> bool {
        self.0[ending.index()]
    }
}

/// The label that says how a call ended.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeLabel {
    endings: Endings,
    name: &'static str,
    values: [&'static str; 4],
}

impl OutcomeLabel {
    /// `outcome`, with `success`, `failure`, `panic` and `cancelled` as far as they can be.
    pub const fn new(endings: Endings) -> Self {
        Self { endings, name: "outcome", values: ["success", "failure", "panic", "cancelled"] }
    }

    /// Under another name.
    #[must_use]
    pub const fn label(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// With another word for success.
    #[must_use]
    pub const fn success(self, value: &'static str) -> Self {
        self.with(Ending::Success, value)
    }

    /// With another word for failure.
    #[must_use]
    pub const fn failure(self, value: &'static str) -> Self {
        self.with(Ending::Failure(0), value)
    }

    /// With another word for a panic.
    #[must_use]
    pub const fn panic(self, value: &'static str) -> Self {
        self.with(Ending::Panic, value)
    }

    /// With another word for being cancelled.
    #[must_use]
    pub const fn cancelled(self, value: &'static str) -> Self {
        self.with(Ending::Cancelled, value)
    }

    const fn with(mut self, ending: Ending, value: &'static str) -> Self {
        self.values[ending.index()] = value;
        self
    }

    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    /// The endings that can be, in order, with their values.
    pub(super) fn values(&self) -> impl Iterator<Item = (Ending, &'static str)> {
        let all = Ending::ALL.into_iter().filter(|ending| self.endings.include(*ending));
        all.map(|ending| (ending, self.values[ending.index()]))
    }

    /// For each ending, which of [`values`](Self::values) it is, where a failure counts for as many as there are kinds of it; one
    /// that can't be is taken for a success.
    pub(super) fn ranks(&self, kinds_of_failure: u16) -> [u16; 4] {
        let mut next = 0;
        Ending::ALL.map(|ending| {
            let rank = next;
            if !self.endings.include(ending) {
                return 0;
            }
            next += if let Ending::Failure(_) = ending { kinds_of_failure } else { 1 };
            rank
        })
    }
}

/// How a call ended whose value this holds of.
#[inline]
pub fn ok_if<T: ?Sized>(value: &T, is_ok: impl FnOnce(&T) -> bool) -> Ending {
    if is_ok(value) { Ending::Success } else { Ending::Failure(0) }
}

/// How a call ended whose value this does not hold of.
#[inline]
pub fn error_if<T: ?Sized>(value: &T, is_error: impl FnOnce(&T) -> bool) -> Ending {
    if is_error(value) { Ending::Failure(0) } else { Ending::Success }
}

/// Asks a value how the call ended, whether its type implements [`Outcome`] or not: method resolution looks at
/// `&Probe` first, where [`Fallible`] is, and finds [`Infallible`] only when that does not apply.
#[derive(Debug)]
pub struct Probe<'a, T: ?Sized>(pub &'a T);

/// The answer of a type that implements [`Outcome`]. The method has a name that no trait of a user has for all types.
pub trait Fallible {
    /// How the call ended.
    fn __tickmark_ending(&self) -> Ending;
}

impl<T: Outcome + ?Sized> Fallible for Probe<'_, T> {
    #[inline]
    fn __tickmark_ending(&self) -> Ending {
        if self.0.is_failure() { Ending::Failure(0) } else { Ending::Success }
    }
}

/// Never a failure. What never comes to its end is of this type, or of the next, where nothing says of which.
impl Fallible for Probe<'_, ()> {
    #[inline]
    fn __tickmark_ending(&self) -> Ending {
        Ending::Success
    }
}

/// Of `!`, which has no other name yet.
impl Fallible for Probe<'_, <fn() -> ! as Returns>::Value> {
    fn __tickmark_ending(&self) -> Ending {
        *self.0
    }
}

/// A function, by what it returns.
pub trait Returns {
    /// What it returns.
    type Value;
}

impl<T> Returns for fn() -> T {
    type Value = T;
}

/// The answer for all other types.
pub trait Infallible {
    /// How the call ended.
    fn __tickmark_ending(&self) -> Ending;
}

impl<T: ?Sized> Infallible for &Probe<'_, T> {
    #[inline]
    fn __tickmark_ending(&self) -> Ending {
        Ending::Success
    }
}
