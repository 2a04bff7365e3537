use expect_test::expect;
use quote::quote;

use super::expand;
use crate::testing::{mistakes, pretty};

#[test]
fn a_static_is_declared_under_its_own_name() {
    let item = quote! {
        /// Orders by how they were paid.
        pub static SHOP_ORDERS_TOTAL: Family<PaidBy, Counter> = Family::new();
    };
    expect![[r#"
        /// Orders by how they were paid.
        pub static SHOP_ORDERS_TOTAL: Family<PaidBy, Counter> = Family::new();
        const _: () = {
            static TICKMARK_DECLARATION: ::tickmark::__private::Declaration = ::tickmark::__private::Declaration::new::<
                Family<PaidBy, Counter>,
            >(
                ::tickmark::__private::registered::<
                    Family<PaidBy, Counter>,
                >("shop_orders_total", "Orders by how they were paid.")
                    .checked(),
                &SHOP_ORDERS_TOTAL,
            );
            ::tickmark::__private::__tickmark_enter!(TICKMARK_DECLARATION);
        };
    "#]]
    .assert_eq(&pretty(&expand(quote! {}, item)));
}

#[test]
fn name_help_and_path_can_be_given() {
    let args = quote! { name = "orders_total", help = "Orders.", crate = my::tickmark };
    expect![[r#"
        static ORDERS: Counter = Counter::new();
        const _: () = {
            #[allow(unused_qualifications)]
            static TICKMARK_DECLARATION: my::tickmark::__private::Declaration = my::tickmark::__private::Declaration::new::<
                Counter,
            >(
                my::tickmark::__private::FieldDescriptor::metric::<
                    Counter,
                >("orders_total", "Orders.")
                    .checked(),
                &ORDERS,
            );
            my::tickmark::__private::__tickmark_enter!(TICKMARK_DECLARATION);
        };
    "#]]
    .assert_eq(&pretty(&expand(args, quote! { static ORDERS: Counter = Counter::new(); })));
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let expansion =
        expand(quote! { nme = "x", name = 3 }, quote! { static mut ORDERS: Counter = Counter::new(); });
    expect![[r#"
        unknown argument `nme`, did you mean `name`? (known: `name`, `help`, `prefix`, `labels`, `crate`)
        `name` takes a string literal: write `name = "…"`
        a metric in a `static mut` can't be read by a scrape: remove `mut`, metrics change through `&`
    "#]]
    .assert_eq(&mistakes(expansion));
}

#[test]
fn beside_mistakes_stand_the_item_and_the_check() {
    let expansion = expand(quote! {}, quote! { static ORDERS: Counter = Counter::new(); });
    expect![[r#"
        static ORDERS: Counter = Counter::new();
        const _: () = {
            static TICKMARK_DECLARATION: ::tickmark::__private::Declaration = ::tickmark::__private::Declaration::new::<
                Counter,
            >(::tickmark::__private::registered::<Counter>("orders", "").checked(), &ORDERS);
            ::tickmark::__private::__tickmark_enter!(TICKMARK_DECLARATION);
        };
    "#]]
    .assert_eq(&pretty(&expansion));
}

#[test]
fn only_statics_are_registered() {
    expect![[r#"
        `register` belongs on a `static`: write `static ORDERS_TOTAL: Counter = Counter::new();`
    "#]]
    .assert_eq(&mistakes(expand(quote! {}, quote! { const ORDERS: Counter = Counter::new(); })));
    expect![[r#"
        `register` belongs on a `static`: write `static ORDERS_TOTAL: Counter = Counter::new();`
    "#]]
    .assert_eq(&mistakes(expand(quote! {}, quote! { fn orders() {} })));
}
