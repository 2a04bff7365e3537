use expect_test::expect;
use quote::quote;

use super::super::expand;
use crate::testing::mistakes;

#[test]
fn a_metric_has_a_name_and_a_group_a_prefix() {
    let item = quote! {

        struct Shop {
            #[metric(name = "a", prefix = "b")]
            first: Counter,
            #[metric(prefix = "b", flatten)]
            second: Cache,
            #[metric(flatten, help = "x", unit = "bytes", buckets = [1], limit = 1, ttl = "1s", read = f)]
            third: Cache,
            #[metric(prefix = "")]
            fourth: Cache,
        }
    };
    expect![[r#"
        `name` and `prefix` exclude each other, keep one of them
        `prefix` and `flatten` exclude each other, keep one of them
        `help` is for metrics, and `flatten` for structs of them: remove one of the two
        `unit` is for metrics, and `flatten` for structs of them: remove one of the two
        `buckets` is for metrics, and `flatten` for structs of them: remove one of the two
        `limit` is for metrics, and `flatten` for structs of them: remove one of the two
        `ttl` is for metrics, and `flatten` for structs of them: remove one of the two
        `read` is for metrics, and `flatten` for structs of them: remove one of the two
        what is read has no `buckets`: remove it, or `read`
        what is read has no `limit`: remove it, or `read`
        what is read has no `ttl`: remove it, or `read`
        the prefix is empty: write `flatten`
    "#]]
    .assert_eq(&mistakes(expand(item)));
}

#[test]
fn a_field_has_one_beginning() {
    let item = quote! {

        struct Shop {
            #[metric(init = f(), read = f, buckets = [1])]
            first: Unknown,
            #[metric(read = f, limit = 1)]
            second: Unknown,
            #[metric(every = "1s")]
            third: Unknown,
        }
    };
    expect![[r#"
        `read` is part of what `init` says: remove one of the two
        `buckets` is part of what `init` says: remove one of the two
        what is read has no `limit`: remove it, or `read`
        `every` says how often a function is read: write `read = function` beside it
    "#]]
    .assert_eq(&mistakes(expand(item)));
}

#[test]
fn settings_fit_the_type_as_far_as_its_name_says() {
    let item = quote! {

        struct Shop {
            #[metric(buckets = [1], limit = 1, ttl = "1s", read = f)]
            counter: tickmark::Counter,
            #[metric(buckets = [])]
            histogram: Histogram<Seconds>,
            #[metric(buckets = [1], ttl = "1s")]
            family: Family<A, Gauge<Bytes>>,
            #[metric(buckets = [1], ttl = "1s")]
            removable: RemovableFamily<A, UpDown>,
            #[metric(buckets = [1], limit = 1, ttl = "1s")]
            option: Option<Histogram>,
            #[metric(read = f)]
            callback: Option<GaugeFn>,
            #[metric(buckets = [1], limit = 1, ttl = "1s", read = f)]
            unknown: [Own; 3],
        }
    };
    expect![[r#"
        what is read has no `buckets`: remove it, or `read`
        what is read has no `limit`: remove it, or `read`
        what is read has no `ttl`: remove it, or `read`
        `buckets` are of histograms, and this is a `Counter`: remove them
        `read` is for a `GaugeFn` or a `CounterFn`, and this is a `Counter`: write one of the two as the type
        `limit` is for families, and a `Counter` has one series: remove it
        `ttl` is for families, and a `Counter` has one series: remove it
        `buckets` is empty: write `buckets = [0.1, 0.5, 1.0]` or leave it out
        `buckets` are of histograms, and this is a family of `Gauge`: remove them
        the series of a `Family` stay: write `RemovableFamily` as the type, or leave `ttl` out
        `buckets` are of histograms, and this is a family of `UpDown`: remove them
        an `Option` has no `buckets`, as it is empty at the start: leave it out, and say it where a value is put in
        an `Option` has no `limit`, as it is empty at the start: leave it out, and say it where a value is put in
        an `Option` has no `ttl`, as it is empty at the start: leave it out, and say it where a value is put in
        an `Option` has no `read`, as it is empty at the start: leave it out, and say it where a value is put in
        what is read has no `buckets`: remove it, or `read`
        what is read has no `limit`: remove it, or `read`
        what is read has no `ttl`: remove it, or `read`
    "#]].assert_eq(&mistakes(expand(item)));
}

#[test]
fn settings_that_fit_are_no_mistakes() {
    let item = quote! {
        struct Shop {
            #[metric(buckets = [1], limit = 1)]
            family: Family<A, Histogram<Seconds>>,
            #[metric(buckets = [1], limit = 1, ttl = "1s")]
            removable: RemovableFamily<A, Histogram>,
            #[metric(read = f)]
            callback: (CounterFn),
            #[metric(buckets = [1], limit = 1, ttl = "1s")]
            alias: Alias,
        }
    };
    assert_eq!(mistakes(expand(item)), "");
}

#[test]
fn names_and_labels_differ() {
    let item = quote! {

        #[metrics(prefix = "shop", labels(region = "eu"))]
        struct Shop {
            orders_total: Counter,
            #[metric(name = "orders_total")]
            again: Counter,
            #[metric(name = "orders_total", labels(tier = "one"))]
            elsewhere: Counter,
            #[metric(name = "orders_total", unit = "bytes")]
            measured: Counter,
            #[metric(prefix = "orders_total")]
            group: Cache,
            #[metric(labels(region = "us"))]
            sales_total: Counter,
        }
    };
    expect![[r#"
        the struct has a label `region` already: rename one of the two
        `orders_total` and `again` are both `shop_orders_total`: rename one of them
    "#]]
    .assert_eq(&mistakes(expand(item)));
}
