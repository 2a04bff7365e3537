use expect_test::expect;
use quote::quote;

use super::super::expand;
use crate::testing::pretty;

#[test]
fn a_field_is_a_metric_of_its_name() {
    let item = quote! {

        struct Shop {
            /// Orders by how they
            /// were paid.
            ///
            /// More.
            orders_total: Family<PaidBy, Counter>,
            /// What is open.
            r#type: Gauge,
        }
    };
    expect![[r#"
        const _: () = {
            const TICKMARK_FIELD_0: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <Family<PaidBy, Counter> as ::tickmark::__private::Field>::SHAPE,
                "orders_total",
                "Orders by how they were paid.",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0.checked();
            const TICKMARK_FIELD_1: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                <Gauge as ::tickmark::__private::Field>::SHAPE,
                "type",
                "What is open.",
            );
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_1.checked();
            #[automatically_derived]
            impl ::tickmark::__private::Field for Shop {
                type Start = ::tickmark::__private::Start;
                const SHAPE: ::tickmark::__private::Shape = ::tickmark::__private::Shape::Group(
                    &[TICKMARK_FIELD_0, TICKMARK_FIELD_1],
                );
                fn as_field(&self) -> ::tickmark::__private::FieldRef<'_> {
                    ::tickmark::__private::FieldRef::Group(self)
                }
            }
            #[automatically_derived]
            impl ::tickmark::__private::New for Shop {
                #[allow(clippy::declare_interior_mutable_const)]
                const NEW: Self = Self {
                    orders_total: <<Family<
                        PaidBy,
                        Counter,
                    > as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Family<PaidBy, Counter>,
                    >>::NEW,
                    r#type: <<Gauge as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Gauge,
                    >>::NEW,
                };
            }
            #[automatically_derived]
            impl ::tickmark::__private::Group for Shop {
                fn field(&self, at: usize) -> ::tickmark::__private::FieldRef<'_> {
                    match at {
                        0 => {
                            <Family<
                                PaidBy,
                                Counter,
                            > as ::tickmark::__private::Field>::as_field(&self.orders_total)
                        }
                        1 => <Gauge as ::tickmark::__private::Field>::as_field(&self.r#type),
                        _ => ::tickmark::__private::FieldRef::Absent,
                    }
                }
            }
            #[automatically_derived]
            impl ::tickmark::Metrics for Shop {}
            #[allow(dead_code, clippy::new_without_default)]
            impl Shop {
                ///The metrics of a `Shop`, all at the start.
                const fn new() -> Self {
                    <Self as ::tickmark::__private::New>::NEW
                }
            }
        };
    "#]].assert_eq(&pretty(&expand(item)));
}

#[test]
fn names_labels_and_rules_of_the_struct_are_those_of_each_field() {
    let item = quote! {

        #[metrics(prefix = "shop", labels(region = "eu"))]
        #[allow_metric(help)]
        pub(crate) struct Shop {
            orders_total: Counter,
            #[metric(name = "sold_total", help = "Sales.", labels(r#type = KIND))]
            #[allow_metric(total, unit)]
            sales: Counter,
        }
    };
    expect![[r#"
        const _: () = {
            const _: () = ::tickmark::__private::assert_prefix(
                "shop",
                ::tickmark::__private::Rules::NONE.and(::tickmark::__private::Rule::Help),
            );
            const TICKMARK_IS_PREFIX_SOUND: bool = ::tickmark::__private::is_declared_prefix(
                "shop",
                ::tickmark::__private::Rules::NONE.and(::tickmark::__private::Rule::Help),
            );
            const _: () = ::tickmark::__private::assert_label_name("type");
            const _: () = ::tickmark::__private::assert_label_name("region");
            const TICKMARK_FIELD_0: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                    <Counter as ::tickmark::__private::Field>::SHAPE,
                    "shop_orders_total",
                    "",
                )
                .exempt(
                    ::tickmark::__private::Rules::NONE.and(::tickmark::__private::Rule::Help),
                )
                .labels(&[("region", "eu")]);
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0.helped();
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0
                .checked_if(TICKMARK_IS_PREFIX_SOUND);
            const TICKMARK_FIELD_1: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                    <Counter as ::tickmark::__private::Field>::SHAPE,
                    "shop_sold_total",
                    "Sales.",
                )
                .exempt(
                    ::tickmark::__private::Rules::NONE
                        .and(::tickmark::__private::Rule::Help)
                        .and(::tickmark::__private::Rule::Total)
                        .and(::tickmark::__private::Rule::Unit),
                )
                .labels(&[("region", "eu"), ("type", KIND)]);
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_1
                .metric()
                .checked_if(TICKMARK_IS_PREFIX_SOUND);
            #[automatically_derived]
            impl ::tickmark::__private::Field for Shop {
                type Start = ::tickmark::__private::Start;
                const SHAPE: ::tickmark::__private::Shape = ::tickmark::__private::Shape::Group(
                    &[TICKMARK_FIELD_0, TICKMARK_FIELD_1],
                );
                fn as_field(&self) -> ::tickmark::__private::FieldRef<'_> {
                    ::tickmark::__private::FieldRef::Group(self)
                }
            }
            #[automatically_derived]
            impl ::tickmark::__private::New for Shop {
                #[allow(clippy::declare_interior_mutable_const)]
                const NEW: Self = Self {
                    orders_total: <<Counter as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Counter,
                    >>::NEW,
                    sales: <<Counter as ::tickmark::__private::Field>::Start as ::tickmark::__private::Make<
                        Counter,
                    >>::NEW,
                };
            }
            #[automatically_derived]
            impl ::tickmark::__private::Group for Shop {
                fn field(&self, at: usize) -> ::tickmark::__private::FieldRef<'_> {
                    match at {
                        0 => {
                            <Counter as ::tickmark::__private::Field>::as_field(
                                &self.orders_total,
                            )
                        }
                        1 => <Counter as ::tickmark::__private::Field>::as_field(&self.sales),
                        _ => ::tickmark::__private::FieldRef::Absent,
                    }
                }
            }
            #[automatically_derived]
            impl ::tickmark::Metrics for Shop {}
            #[allow(dead_code, clippy::new_without_default)]
            impl Shop {
                ///The metrics of a `Shop`, all at the start.
                pub(crate) const fn new() -> Self {
                    <Self as ::tickmark::__private::New>::NEW
                }
            }
        };
    "#]].assert_eq(&pretty(&expand(item)));
}

#[test]
fn the_runtime_is_where_the_path_says() {
    let item = quote! {

        #[metrics(crate = my::tickmark, prefix = "shop")]
        pub struct Shop {
            /// Orders.
            orders_total: Counter,
        }
    };
    expect![[r#"
        const _: () = {
            #[allow(unused_qualifications)]
            const _: () = my::tickmark::__private::assert_prefix(
                "shop",
                my::tickmark::__private::Rules::NONE,
            );
            #[allow(unused_qualifications)]
            const TICKMARK_IS_PREFIX_SOUND: bool = my::tickmark::__private::is_declared_prefix(
                "shop",
                my::tickmark::__private::Rules::NONE,
            );
            #[allow(unused_qualifications)]
            const TICKMARK_FIELD_0: my::tickmark::__private::FieldDescriptor = my::tickmark::__private::FieldDescriptor::new(
                <Counter as my::tickmark::__private::Field>::SHAPE,
                "shop_orders_total",
                "Orders.",
            );
            #[allow(unused_qualifications)]
            const _: my::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0
                .checked_if(TICKMARK_IS_PREFIX_SOUND);
            #[automatically_derived]
            impl my::tickmark::__private::Field for Shop {
                type Start = my::tickmark::__private::Start;
                const SHAPE: my::tickmark::__private::Shape = my::tickmark::__private::Shape::Group(
                    &[TICKMARK_FIELD_0],
                );
                fn as_field(&self) -> my::tickmark::__private::FieldRef<'_> {
                    my::tickmark::__private::FieldRef::Group(self)
                }
            }
            #[automatically_derived]
            impl my::tickmark::__private::New for Shop {
                #[allow(clippy::declare_interior_mutable_const)]
                const NEW: Self = Self {
                    orders_total: <<Counter as my::tickmark::__private::Field>::Start as my::tickmark::__private::Make<
                        Counter,
                    >>::NEW,
                };
            }
            #[automatically_derived]
            impl my::tickmark::__private::Group for Shop {
                fn field(&self, at: usize) -> my::tickmark::__private::FieldRef<'_> {
                    match at {
                        0 => {
                            <Counter as my::tickmark::__private::Field>::as_field(
                                &self.orders_total,
                            )
                        }
                        _ => my::tickmark::__private::FieldRef::Absent,
                    }
                }
            }
            #[automatically_derived]
            impl my::tickmark::Metrics for Shop {}
            #[allow(dead_code, clippy::new_without_default)]
            impl Shop {
                ///The metrics of a `Shop`, all at the start.
                pub const fn new() -> Self {
                    <Self as my::tickmark::__private::New>::NEW
                }
            }
        };
    "#]].assert_eq(&pretty(&expand(item)));
}
