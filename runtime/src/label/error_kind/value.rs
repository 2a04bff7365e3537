//! The kind of an error, apart from the error.

use std::{any, fmt, marker::PhantomData};

use super::ErrorKind;
use crate::label::LabelValue;

/// Which kind of `E` an error is, as the value of a label in a family of your own.
///
/// ```
/// use tickmark::{Counter, ErrorKind, Family, KindOf, LabelSet};
///
/// #[derive(ErrorKind)]
/// enum OrderError {
///     SoldOut,
///     CardDeclined,
/// }
///
/// #[derive(LabelSet)]
/// struct Failed {
///     error: KindOf<OrderError>,
/// }
///
/// /// Orders that failed.
/// #[tickmark::register]
/// static SHOP_FAILED_TOTAL: Family<Failed, Counter> = Family::new();
///
/// SHOP_FAILED_TOTAL.with(Failed { error: KindOf::new(&OrderError::SoldOut) }).inc();
/// let page = tickmark::encode();
/// assert!(page.contains(r#"shop_failed_total{error="sold_out"} 1"#));
/// assert!(page.contains(r#"shop_failed_total{error="card_declined"} 0"#));
/// ```
pub struct KindOf<E: ?Sized> {
    index: usize,
    error: PhantomData<fn(&E)>,
}

impl<E: ErrorKind + ?Sized> KindOf<E> {
    /// The kind of this error.
    pub fn new(error: &E) -> Self {
        // Bounded, because a hand-written kind that is none would count in somebody else's slots.
        let index = error.kind().min(E::KINDS.len().saturating_sub(1));
        Self { index, error: PhantomData }
    }

    /// The kind as text.
    pub fn as_str(self) -> &'static str {
        E::KINDS.get(self.index).copied().unwrap_or_default()
    }
}

impl<E: ErrorKind + ?Sized> LabelValue for KindOf<E> {
    const VALUES: Option<&'static [&'static str]> = Some(E::KINDS);

    #[inline]
    fn index(&self) -> usize {
        self.index
    }

    #[inline]
    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(self.as_str())
    }
}

// None of these is derived: that would ask for the same of `E`.

impl<E: ?Sized> Clone for KindOf<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: ?Sized> Copy for KindOf<E> {}

impl<E: ?Sized> PartialEq for KindOf<E> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<E: ?Sized> Eq for KindOf<E> {}

impl<E: ?Sized> fmt::Debug for KindOf<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KindOf<{}>({})", any::type_name::<E>(), self.index)
    }
}
