//! Snapshots; refreshed by `UPDATE_EXPECT=1`.

use expect_test::expect;
use quote::quote;

use super::expand;
use crate::testing;

#[test]
fn a_guard_counts_what_is_under_way() {
    let expansion =
        expand(quote!(), quote! { async fn place(order: Order) -> Result<(), Error> { ship(order).await } });
    expect![[r#"
        async fn place(order: Order) -> Result<(), Error> {
            {
                let _guard = {
                    static TICKMARK_IN_FLIGHT: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                        ::tickmark::__private::Descriptor::in_flight(
                            ::core::module_path!(),
                            "place",
                        ),
                    );
                    ::tickmark::__private::__tickmark_enter!(TICKMARK_IN_FLIGHT);
                    ::tickmark::__private::start_scope(
                        ::tickmark::__private::in_flight(&TICKMARK_IN_FLIGHT, &()),
                    )
                };
                ship(order).await
            }
        }
    "#]]
    .assert_eq(&testing::pretty(&expansion));
}

#[test]
fn the_most_is_kept_beside_it() {
    let args = quote!(name = "orders_in_flight", labels(kind = kind), high_water);
    let expansion = expand(args, quote! { fn place(kind: Kind) {} });
    expect![[r#"
        fn place(kind: Kind) {
            {
                let _guard = {
                    const _: () = ::tickmark::__private::assert_in_flight_name(
                        "orders_in_flight",
                    );
                    const _: () = ::tickmark::__private::assert_label_name("kind");
                    static TICKMARK_IN_FLIGHT: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                        ::tickmark::__private::Descriptor::in_flight(
                                ::core::module_path!(),
                                "place",
                            )
                            .name("orders_in_flight")
                            .labels(&[::tickmark::LabelDescriptor::of::<Kind>("kind")]),
                    );
                    static TICKMARK_HIGH_WATER: ::tickmark::__private::Site = ::tickmark::__private::Site::new(
                        ::tickmark::__private::Descriptor::high_water(
                                ::core::module_path!(),
                                "place",
                            )
                            .name("orders_in_flight_high_water")
                            .doc("The most calls that were ever under way at once.")
                            .labels(&[::tickmark::LabelDescriptor::of::<Kind>("kind")]),
                    );
                    ::tickmark::__private::__tickmark_enter!(
                        TICKMARK_IN_FLIGHT TICKMARK_HIGH_WATER
                    );
                    match &(&(kind),) {
                        labels => {
                            ::tickmark::__private::start_scope(
                                ::tickmark::__private::in_flight_with_high_water(
                                    &TICKMARK_IN_FLIGHT,
                                    &TICKMARK_HIGH_WATER,
                                    labels,
                                ),
                            )
                        }
                    }
                };
            }
        }
    "#]].assert_eq(&testing::pretty(&expansion));
}

#[test]
fn other_arguments_belong_to_other_attributes() {
    let expansion = expand(quote!(outcome = none, buckets = [1], high_watr), quote! { fn place() {} });
    expect![[r#"
        `in_flight` has no `outcome`: remove it, or use `timed`
        `in_flight` has no `buckets`: remove it, or use `timed`
        unknown argument `high_watr`, did you mean `high_water`? (known: `name`, `help`, `function`, `labels`, `limit`, `high_water`, `stream`, `metric`, `registry`, `allow_metric`, `skip`, `crate`)
    "#]].assert_eq(&testing::mistakes(expansion));
}
