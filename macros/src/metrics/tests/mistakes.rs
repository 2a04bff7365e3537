use expect_test::expect;
use quote::quote;

use super::super::expand;
use crate::testing::{mistakes, pretty};

#[test]
fn beside_a_mistake_stand_the_checks_and_a_struct_without_fields() {
    let item = quote! {

        #[metrics(prefix = "shop", nmae = "x")]
        struct Shop<L: LabelSet> {
            /// Orders.
            #[metric(labels(tier = "one"))]
            orders_total: Counter,
            /// Sales.
            sales_total: Family<L, Counter>,
            #[metric(name = 3)]
            unknown: Counter,
        }
    };
    expect![[r#"
        const _: () = {
            const _: () = ::tickmark::__private::assert_prefix(
                "shop",
                ::tickmark::__private::Rules::NONE,
            );
            const TICKMARK_IS_PREFIX_SOUND: bool = ::tickmark::__private::is_declared_prefix(
                "shop",
                ::tickmark::__private::Rules::NONE,
            );
            const _: () = ::tickmark::__private::assert_label_name("tier");
            const TICKMARK_FIELD_0: ::tickmark::__private::FieldDescriptor = ::tickmark::__private::FieldDescriptor::new(
                    <Counter as ::tickmark::__private::Field>::SHAPE,
                    "shop_orders_total",
                    "Orders.",
                )
                .labels(&[("tier", "one")]);
            const _: ::tickmark::__private::FieldDescriptor = TICKMARK_FIELD_0
                .checked_if(TICKMARK_IS_PREFIX_SOUND);
            #[automatically_derived]
            impl<L: LabelSet> ::tickmark::__private::Field for Shop<L>
            where
                Family<L, Counter>: ::tickmark::__private::Field + ::tickmark::__private::New,
            {
                type Start = ::tickmark::__private::Start;
                const SHAPE: ::tickmark::__private::Shape = ::tickmark::__private::Shape::Group(
                    &[],
                );
                fn as_field(&self) -> ::tickmark::__private::FieldRef<'_> {
                    ::tickmark::__private::FieldRef::Group(self)
                }
            }
            #[automatically_derived]
            impl<L: LabelSet> ::tickmark::__private::New for Shop<L>
            where
                Family<L, Counter>: ::tickmark::__private::Field + ::tickmark::__private::New,
            {
                #[allow(clippy::declare_interior_mutable_const)]
                const NEW: Self = {
                    ::core::compile_error! {
                        "unknown argument `nmae` (known: `prefix`, `labels`, `crate`)"
                    }
                    ::core::compile_error! {
                        "`name` takes a string literal: write `name = \"…\"`"
                    }
                };
            }
            #[automatically_derived]
            impl<L: LabelSet> ::tickmark::__private::Group for Shop<L>
            where
                Family<L, Counter>: ::tickmark::__private::Field + ::tickmark::__private::New,
            {
                fn field(&self, at: usize) -> ::tickmark::__private::FieldRef<'_> {
                    ::tickmark::__private::FieldRef::Absent
                }
            }
            #[automatically_derived]
            impl<L: LabelSet> ::tickmark::Metrics for Shop<L>
            where
                Family<L, Counter>: ::tickmark::__private::Field + ::tickmark::__private::New,
                Self: 'static,
            {}
            #[allow(dead_code, clippy::new_without_default)]
            impl<L: LabelSet> Shop<L>
            where
                Family<L, Counter>: ::tickmark::__private::Field + ::tickmark::__private::New,
            {
                ///The metrics of a `Shop`, all at the start.
                const fn new() -> Self {
                    <Self as ::tickmark::__private::New>::NEW
                }
            }
        };
    "#]].assert_eq(&pretty(&expand(item)));
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let item = quote! {

        #[metrics(perfix = "shop", prefix = 3, prefix = "shop", labels(a = 1, b = "x", b = "y"))]
        #[metric(name = "shop")]
        #[allow_metric(units)]
        struct Shop {
            #[metric(nam = "orders_total", help = 1, help)]
            #[metrics(prefix = "x")]
            orders: Counter,
            #[metric(unit = bytes, buckets = 3, limit = "x", ttl = 5, labels)]
            #[allow_metric]
            shelf: Family<A, Gauge>,
            #[metric(read = "x", every = "soon", init = 1, flatten = true, prefix = x)]
            #[allow_metric(total = 1, camelcase)]
            queue: GaugeFn,
        }
    };
    expect![[r#"
        unknown rule `units`, did you mean `unit`? (known: `camel_case`, `duplicate`, `help`, `reserved_suffix`, `total`, `type_in_name`, `unit`, `unit_abbreviation`)
        `metric` is for fields: write `metrics` above a struct
        unknown argument `perfix`, did you mean `prefix`? (known: `prefix`, `labels`, `crate`)
        `prefix` takes a string literal: write `prefix = "…"`
        `prefix` is given twice, keep one of them
        the value of a label is text: put it in quotes
        label `b` is given twice, keep one of them
        `metrics` is for structs: write `metric` above a field
        unknown argument `nam`, did you mean `name`? (known: `name`, `help`, `unit`, `buckets`, `labels`, `limit`, `ttl`, `prefix`, `flatten`, `read`, `every`, `init`)
        `help` takes a string literal: write `help = "…"`
        `help` takes a value: write `help = "…"`
        `help` is given twice, keep one of them
        `unit` takes a string literal: write `unit = "…"`
        `buckets` takes a list: write `buckets = [0.1, 0.5, 1.0]`
        `limit` takes how many combinations of values there may be: write `limit = 200`
        `ttl` takes a length of time in `ns`, `us`, `ms`, `s`, `min` or `h`: write `ttl = "250ms"`
        `labels` takes a list: write `labels(region = "eu")`
        `allow_metric` takes a list of rules: write `#[allow_metric(unit)]`
        `read` takes an expression, not a literal: write `read = queue_length`
        `every` takes a length of time in `ns`, `us`, `ms`, `s`, `min` or `h`: write `every = "250ms"`
        `init` takes an expression, not a literal: write `init = Gauge::new()`
        `flatten` takes no value: write `flatten` alone
        `prefix` takes a string literal: write `prefix = "…"`
        `total` takes no value: write `total` alone
        unknown rule `camelcase`, did you mean `camel_case`? (known: `camel_case`, `duplicate`, `help`, `reserved_suffix`, `total`, `type_in_name`, `unit`, `unit_abbreviation`)
        `buckets` are of histograms, and this is a family of `Gauge`: remove them
        the series of a `Family` stay: write `RemovableFamily` as the type, or leave `ttl` out
        `prefix` and `flatten` exclude each other, keep one of them
        `read` is for metrics, and `prefix` for structs of them: remove one of the two
        `read` is part of what `init` says: remove one of the two
        `every` is part of what `init` says: remove one of the two
    "#]].assert_eq(&mistakes(expand(item)));
}

#[test]
fn structs_have_named_fields() {
    for item in [
        quote! { enum Shop { Open(Counter) } },
        quote! { union Shop { open: Counter } },
        quote! { struct Shop(Counter); },
        quote! { struct Shop; },
        quote! { struct Shop {} },
    ] {
        let message =
            "`Metrics` is derived for structs with named fields: write `struct … { orders_total: Counter }`";
        assert_eq!(mistakes(expand(item)), format!("{message}\n"));
    }
}

#[test]
fn what_is_no_item_is_said_once() {
    expect![[r#"
        unexpected end of input, expected identifier
    "#]]
    .assert_eq(&mistakes(expand(quote! { struct })));
}
