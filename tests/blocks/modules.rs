//! Modules, and what is in them.

use super::{COUNTED, TIMED, functions, successes};

#[tickmark::timed]
#[tickmark::counted]
mod shop {
    //! A shop.

    use std::fmt;

    pub(super) fn open() -> Result<(), fmt::Error> {
        macro_rules! nothing {
            () => {
                Ok(())
            };
        }
        nothing!()
    }

    pub(super) struct Stock;

    impl Stock {
        pub(super) async fn sell(&self) {}

        #[tickmark::timed(skip)]
        pub(super) fn helper() {}
    }

    impl fmt::Debug for Stock {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("stock")
        }
    }

    pub(super) trait Sells {
        fn buy(&self) -> u8 {
            1
        }
    }

    impl Sells for Stock {}

    pub(super) mod inner {
        pub(in crate::blocks) fn deep() {}
    }

    #[timed(skip)]
    #[counted(skip)]
    pub(super) mod quiet {
        pub(in crate::blocks) fn unheard() {}

        #[tickmark::counted]
        pub(in crate::blocks) fn heard() {}
    }

    #[cfg(test)]
    pub(super) mod tests {
        pub(in crate::blocks) fn helper() {}
    }

    thread_local! {
        static CENTS: u8 = const { 1 };
    }

    pub(super) const fn cents() -> u8 {
        2
    }

    #[test]
    fn tests_are_not_recorded() {
        CENTS.with(|cents| assert_eq!(*cents, 1));
    }

    #[tokio::test]
    async fn tests_of_libraries_are_not_recorded() {}
}

#[test]
fn everything_in_a_module_is_recorded_under_its_own_module() {
    use shop::Sells as _;
    assert!(shop::open().is_ok());
    crate::drive::finish(shop::Stock.sell());
    shop::Stock::helper();
    assert_eq!((format!("{:?}", shop::Stock).as_str(), shop::Stock.buy(), shop::cents()), ("stock", 1, 2));
    shop::inner::deep();
    shop::quiet::unheard();
    shop::quiet::heard();
    shop::tests::helper();
    let module = concat!(module_path!(), "::shop");
    let expected = ["<Stock as Debug>::fmt", "Sells::buy", "Stock::sell", "open"];
    assert_eq!(functions(TIMED, module), expected);
    assert_eq!(
        functions(COUNTED, module),
        ["<Stock as Debug>::fmt", "Sells::buy", "Stock::helper", "Stock::sell", "open"]
    );
    for function in expected {
        assert_eq!(successes(module, function), [Some(1), Some(1)], "{function}");
    }
    assert_eq!(successes(concat!(module_path!(), "::shop::inner"), "deep"), [Some(1), Some(1)]);
    assert_eq!(functions(COUNTED, concat!(module_path!(), "::shop::quiet")), ["heard"]);
    assert!(functions(TIMED, concat!(module_path!(), "::shop::quiet")).is_empty());
    assert!(functions(TIMED, concat!(module_path!(), "::shop::tests")).is_empty());
}
