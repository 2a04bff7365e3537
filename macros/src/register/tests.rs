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
            static TICKMARK_DECLARATION: ::tickmark::__private::Declaration = ::tickmark::__private::Declaration::new(
                ::tickmark::__private::registered(
                        <Family<PaidBy, Counter> as ::tickmark::__private::Field>::SHAPE,
                        "shop_orders_total",
                        "Orders by how they were paid.",
                    )
                    .checked(),
                || <Family<
                    PaidBy,
                    Counter,
                > as ::tickmark::__private::Field>::as_field(&SHOP_ORDERS_TOTAL),
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
            static TICKMARK_DECLARATION: my::tickmark::__private::Declaration = my::tickmark::__private::Declaration::new(
                my::tickmark::__private::FieldDescriptor::new(
                        <Counter as my::tickmark::__private::Field>::SHAPE,
                        "orders_total",
                        "Orders.",
                    )
                    .metric()
                    .checked(),
                || <Counter as my::tickmark::__private::Field>::as_field(&ORDERS),
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
        const _: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::registered(
                <Counter as ::tickmark::__private::Field>::SHAPE,
                "orders",
                "",
            )
            .helped();
        const _: () = {
            static TICKMARK_DECLARATION: ::tickmark::__private::Declaration = ::tickmark::__private::Declaration::new(
                ::tickmark::__private::registered(
                        <Counter as ::tickmark::__private::Field>::SHAPE,
                        "orders",
                        "",
                    )
                    .checked(),
                || <Counter as ::tickmark::__private::Field>::as_field(&ORDERS),
            );
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

#[test]
fn labels_are_checked_each_by_itself() {
    let args = quote! { labels(region = "eu", r#type = KIND), prefix = "shop" };
    expect![[r#"
        static SHOP: Shop = Shop::new();
        const _: () = ::tickmark::__private::assert_label_name("region");
        const _: () = ::tickmark::__private::assert_label_name("type");
        const _: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <Shop as ::tickmark::__private::Field>::SHAPE,
                "shop",
                "",
            )
            .labels(&[("region", "eu"), ("type", KIND)])
            .helped();
        const _: () = {
            static TICKMARK_DECLARATION: ::tickmark::__private::Declaration = ::tickmark::__private::Declaration::new(
                ::tickmark::__private::FieldDescriptor::new(
                        <Shop as ::tickmark::__private::Field>::SHAPE,
                        "shop",
                        "",
                    )
                    .labels(&[("region", "eu"), ("type", KIND)])
                    .group()
                    .checked(),
                || <Shop as ::tickmark::__private::Field>::as_field(&SHOP),
            );
            ::tickmark::__private::__tickmark_enter!(TICKMARK_DECLARATION);
        };
    "#]].assert_eq(&pretty(&expand(args, quote! { static SHOP: Shop = Shop::new(); })));
}

#[test]
fn exemptions_stay_with_the_macro() {
    let item = quote! {
        /// Orders.
        #[allow_metric(total, unit)]
        #[allow(dead_code)]
        static ORDERS: Counter = Counter::new();
    };
    expect![[r#"
        /// Orders.
        #[allow(dead_code)]
        static ORDERS: Counter = Counter::new();
        const _: () = {
            static TICKMARK_DECLARATION: ::tickmark::__private::Declaration = ::tickmark::__private::Declaration::new(
                ::tickmark::__private::registered(
                        <Counter as ::tickmark::__private::Field>::SHAPE,
                        "orders",
                        "Orders.",
                    )
                    .exempt(
                        ::tickmark::__private::Rules::NONE
                            .and(::tickmark::__private::Rule::Total)
                            .and(::tickmark::__private::Rule::Unit),
                    )
                    .checked(),
                || <Counter as ::tickmark::__private::Field>::as_field(&ORDERS),
            );
            ::tickmark::__private::__tickmark_enter!(TICKMARK_DECLARATION);
        };
    "#]].assert_eq(&pretty(&expand(quote! {}, item)));
}

#[test]
fn what_is_wrong_by_itself_is_not_checked() {
    for (args, attribute) in [
        (quote! { help = 3 }, quote! {}),
        (quote! { labels = 3 }, quote! {}),
        (quote! { prefix = shop }, quote! {}),
        (quote! {}, quote! { #[allow_metric(totl)] }),
    ] {
        let expansion = pretty(&expand(args, quote! { #attribute static ORDERS: Counter = Counter::new(); }));
        assert!(!expansion.contains("checked") && expansion.contains("static ORDERS"), "{expansion}");
    }
}

#[test]
fn a_prefix_is_one_and_not_empty() {
    expect![[r#"
        `name` and `prefix` exclude each other, keep one of them
        the prefix is empty: leave it out
    "#]]
    .assert_eq(&mistakes(expand(
        quote! { name = "shop", prefix = "" },
        quote! { static SHOP: Shop = Shop::new(); },
    )));
}
