//! Inherent implementations, those of traits, and the traits themselves.

use std::fmt;

use tickmark::{counted, timed};

use super::{COUNTED, TIMED, functions, successes};

mod inherent {
    use super::*;

    pub(super) struct Stock<T, const N: usize> {
        pub(super) items: [T; N],
    }

    #[timed]
    #[counted]
    impl<T: Copy + fmt::Debug, const N: usize> Stock<T, { N }>
    where
        T: PartialEq,
    {
        pub(super) const SIZE: usize = { N };

        pub(super) fn first(&self) -> Option<T> {
            fn inner() {}
            inner();
            self.items.first().copied()
        }

        pub(super) fn find<U>(&self, other: U) -> Result<T, U>
        where
            T: PartialEq<U>,
        {
            self.items.iter().find(|item| **item == other).copied().ok_or(other)
        }

        pub(super) fn all<'a>(&'a mut self) -> impl Iterator<Item = &'a mut T>
        where
            T: 'a,
        {
            self.items.iter_mut()
        }

        pub(super) const fn size() -> usize {
            Self::SIZE
        }

        #[timed(skip)]
        pub(super) unsafe fn r#match(self) -> usize {
            self.items.len()
        }

        #[counted(skip)]
        pub(super) fn is_empty() -> bool {
            N == 0
        }
    }
}

#[test]
fn methods_go_by_their_type_and_each_attribute_has_its_own_exceptions() {
    type Two = inherent::Stock<u8, 2>;
    let mut stock = inherent::Stock { items: [1_u8, 2] };
    assert_eq!((stock.first(), stock.find(2), stock.find(3)), (Some(1), Ok(2), Err(3)));
    assert_eq!(inherent::Stock { items: [1_u64] }.first(), Some(1));
    assert_eq!((stock.all().count(), Two::size(), Two::is_empty()), (2, 2, false));
    // SAFETY: it asks nothing of its callers.
    assert_eq!(unsafe { stock.r#match() }, 2);
    let module = concat!(module_path!(), "::inherent");
    assert_eq!(functions(TIMED, module), ["Stock::all", "Stock::find", "Stock::first", "Stock::is_empty"]);
    assert_eq!(functions(COUNTED, module), ["Stock::all", "Stock::find", "Stock::first", "Stock::match"]);
    assert_eq!(successes(module, "Stock::first"), [Some(2), Some(2)]);
    assert_eq!(successes(module, "Stock::find"), [Some(1), Some(1)]);
    assert_eq!(successes(module, "Stock::match"), [None, Some(1)]);
}

mod of_traits {
    use super::*;

    pub(super) mod shop {
        pub(crate) struct Stock<T>(pub(crate) T);
        pub(crate) struct Empty;
    }

    pub(super) trait Describe<T = ()> {
        fn describe(&self) -> String;
        fn made() -> u8
        where
            Self: Sized,
        {
            1
        }
    }

    #[counted]
    #[timed]
    impl<'a, T: fmt::Display + 'a> fmt::Display for shop::Stock<&'a T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.fmt(f)
        }
    }

    macro_rules! described {
        ($($type:ty),* $(,)?) => {$(
            #[counted]
            #[timed]
            impl self::Describe for $type {
                fn describe(&self) -> String {
                    String::new()
                }
            }
        )*};
    }

    described!(
        &shop::Stock<u8>,
        &'static mut u8,
        (shop::Stock<u8>, u8),
        [u64; 2],
        [u8],
        dyn fmt::Debug + Send,
        fn(u8) -> u8
    );

    #[timed]
    #[counted]
    impl Drop for shop::Empty {
        fn drop(&mut self) {}
    }
}

#[test]
fn methods_of_traits_go_by_the_type_and_the_trait() {
    use of_traits::{Describe, shop};
    assert_eq!(shop::Stock(&5).to_string(), "5");
    assert_eq!((&shop::Stock(1_u8)).describe() + [1_u8].as_slice().describe().as_str(), "");
    drop(shop::Empty);
    assert_eq!(<[u64; 2]>::made(), 1);
    let module = concat!(module_path!(), "::of_traits");
    let expected = [
        "<&Stock as Describe>::describe",
        "<&mut u8 as Describe>::describe",
        "<(Stock, u8) as Describe>::describe",
        "<Empty as Drop>::drop",
        "<Stock as Display>::fmt",
        "<[u64; 2] as Describe>::describe",
        "<[u8] as Describe>::describe",
        "<dyn Debug + Send as Describe>::describe",
        "<fn(u8) -> u8 as Describe>::describe",
    ];
    assert_eq!(functions(TIMED, module), expected);
    assert_eq!(functions(COUNTED, module), expected);
    for function in ["<Stock as Display>::fmt", "<Empty as Drop>::drop", "<[u8] as Describe>::describe"] {
        assert_eq!(successes(module, function), [Some(1), Some(1)], "{function}");
    }
}

mod in_traits {
    use super::*;

    #[timed]
    #[counted]
    pub(super) trait Sells<T>: Sized {
        const PRICE: u64;
        type Error;

        fn price(&self) -> Result<u64, Self::Error>;

        fn total(&self, count: u64) -> Result<u64, Self::Error> {
            Ok(self.price()? * count)
        }

        fn usual() -> u64 {
            Self::PRICE
        }
    }

    pub(super) struct Corner;

    impl Sells<u8> for Corner {
        const PRICE: u64 = 3;
        type Error = fmt::Error;

        fn price(&self) -> Result<u64, fmt::Error> {
            Ok(Self::PRICE)
        }

        fn usual() -> u64 {
            2
        }
    }
}

#[test]
fn methods_that_a_trait_gives_go_by_the_trait() {
    use in_traits::Sells;
    assert_eq!((in_traits::Corner.total(2), in_traits::Corner::usual()), (Ok(6), 2));
    let module = concat!(module_path!(), "::in_traits");
    assert_eq!(functions(TIMED, module), ["Sells::total", "Sells::usual"]);
    assert_eq!(successes(module, "Sells::total"), [Some(1), Some(1)]);
    assert_eq!(successes(module, "Sells::usual"), [Some(0), Some(0)]);
}

#[test]
fn a_block_may_stand_in_a_function() {
    struct Local;

    #[counted]
    impl Local {
        fn blocks_in_a_function() {}
    }

    Local::blocks_in_a_function();
    assert_eq!(successes(module_path!(), "Local::blocks_in_a_function"), [None, Some(1)]);
}
