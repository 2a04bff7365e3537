//! Attributes on blocks of every kind leave everything but the functions as it was.

#![deny(warnings, missing_docs, unused_qualifications, unreachable_pub, unused_results)]
#![warn(clippy::pedantic)]
#![allow(clippy::unused_self, clippy::missing_safety_doc, reason = "the methods do nothing")]

#[path = "../block_on.rs"]
#[allow(unreachable_pub, missing_docs)]
mod block_on;

use std::marker::PhantomData;

use tickmark::{counted, timed};

/// What is there.
#[derive(Debug)]
pub struct Stock<'a, T: ?Sized, const N: usize> {
    items: [u64; N],
    kind: PhantomData<&'a T>,
}

#[timed]
#[counted]
#[allow(clippy::all)]
impl<'a, T: ?Sized, const N: usize> Stock<'a, T, { N }>
where
    T: 'a,
    [(); N]: Sized,
{
    #![allow(non_upper_case_globals)]

    /// A constant with braces.
    pub const limit: fn() -> usize = {
        const fn limit() -> usize {
            1 << 2
        }
        limit
    };

    /// Creates it.
    #[must_use]
    #[inline]
    pub(crate) const fn new() -> Self {
        Self { items: [5; N], kind: PhantomData }
    }

    /// The first.
    pub(in crate) unsafe fn first(&self) -> u64 {
        self.items[0]
    }

    #[cfg(any())]
    fn absent(&self) -> Missing {}

    fn by_pattern(&self, [first, ..]: [u64; 2], (): ()) -> impl Fn(u64) -> u64 + use<T, N> {
        move |other| first + other
    }

    extern "C" fn foreign(size: u64) -> u64 {
        size
    }

    async fn later<F>(&self, with: F) -> Result<u64, F>
    where
        F: Fn() -> u64,
    {
        if N == 0 { Err(with) } else { Ok(with()) }
    }
}

// SAFETY: there is nothing in it.
#[timed]
unsafe impl<T: ?Sized, const N: usize> inner::Careful for Stock<'_, T, N> {
    fn careful(&self) -> usize {
        N
    }
}

mod inner {
    //! Marked inside.

    /// A trait.
    #[tickmark::timed(crate = tickmark)]
    #[tickmark::counted]
    pub(crate) unsafe trait Careful {
        /// A size.
        const SIZE: usize = { 3 };

        /// Is careful.
        fn careful(&self) -> usize;

        /// Is less careful.
        #[tickmark::counted(skip)]
        fn less(&self) -> usize {
            self.careful() - Self::SIZE
        }

        /// Is more careful.
        fn more(&self) -> usize {
            self.careful() + Self::SIZE
        }
    }

    pub(crate) fn first<T: ?Sized>(stock: &super::Stock<'_, T, 1>) -> u64 {
        // SAFETY: there is one.
        unsafe { stock.first() }
    }
}

#[tickmark::counted(name = "blocks_shop_total", labels(of = "shop"), crate = ::tickmark)]
mod shop {
    #![allow(dead_code)]

    use std::{cmp::max, fmt};

    macro_rules! made {
        ($vis:vis fn $name:ident($of:ty) $body:block $item:item) => {
            #[::tickmark::timed(name = "blocks_made_seconds")]
            $vis mod $name {
                $vis fn $name(_: $of) $body
                $item
            }
        };
    }

    made!(pub(crate) fn make(u64) {} pub(crate) struct Made;);

    pub(crate) enum Kind {
        One = 1,
        Two = { 1 + 1 },
    }

    pub(crate) static KINDS: &[Kind] = if 1 < 2 { &[Kind::One] } else { &[Kind::Two] };

    impl fmt::Display for Kind {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("kind")
        }
    }

    pub(crate) fn largest() -> usize {
        max(KINDS.len(), 1)
    }
}

mod framework {
    pub(crate) mod metrics {
        pub(crate) use ::tickmark as runtime;
    }
}

struct Elsewhere;

#[framework::metrics::runtime::timed(crate = framework::metrics::runtime, name = "blocks_elsewhere_seconds")]
impl Elsewhere {
    fn pack(&self) {}
}

fn main() {
    let stock = Stock::<u8, 1>::new();
    assert_eq!((inner::first(&stock), (Stock::<u8, 1>::limit)()), (5, 4));
    assert_eq!((stock.by_pattern([1, 2], ())(3), Stock::<u8, 1>::foreign(2)), (4, 2));
    assert!(matches!(block_on::block_on(stock.later(|| 5)), Ok(5)));
    let large = Stock::<u8, 4>::new();
    assert_eq!((inner::Careful::more(&large), inner::Careful::less(&large)), (7, 1));
    assert_eq!((shop::Kind::One.to_string(), shop::largest()), ("kind".to_owned(), 1));
    shop::make::make(1);
    Elsewhere.pack();
    let page = tickmark::encode();
    for expected in [
        "function=\"Stock::first\",outcome=\"success\"} 1",
        "function=\"Stock::later\",outcome=\"success\"} 1",
        "function=\"<Stock as Careful>::careful\",outcome=\"success\"} 2",
        "function=\"Careful::more\",outcome=\"success\"} 1",
        "blocks_shop_total{of=\"shop\",outcome=\"success\"} 2",
        "blocks_made_seconds_count{outcome=\"success\"} 1",
        "blocks_elsewhere_seconds_count{outcome=\"success\"} 1",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
}
