//! Structs of metrics are made of the real types, whatever else has their names, and wherever they stand.

#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(dead_code, unused_macros, non_camel_case_types)]

mod core {}
mod std {}
mod tickmark {}

struct Option;
struct Result;
struct Some;
struct None;
struct Self_;
struct Field;
struct FieldRef;
struct FieldDescriptor;
struct Shape;
struct Start;
struct New;
struct Registry;
struct Rules;
struct Rule;
struct Metrics;
trait Make {}

macro_rules! panic {
    ($($any:tt)*) => {
        compile_error!("the wrong panic")
    };
}

#[derive(::tickmark::Metrics)]
#[metrics(prefix = "hygiene", labels(region = "eu"))]
struct Group {
    /// Orders.
    #[allow_metric(total)]
    orders: ::tickmark::Counter,
    /// Whether there is one.
    at: ::core::option::Option<::tickmark::Gauge>,
    /// Time to pack a parcel.
    #[metric(buckets = [1, 2], unit = "seconds")]
    packing: ::tickmark::Histogram,
    /// What waits.
    #[metric(read = || 1.0, every = "1s")]
    new: ::tickmark::GaugeFn,
    inner: Inner,
}

#[derive(::tickmark::Metrics)]
struct Inner {
    /// Steps.
    steps_total: ::tickmark::Counter,
}

#[::tickmark::register]
static GROUP: Group = Group::new();

mod no_prelude {
    #![no_implicit_prelude]

    #[derive(::tickmark::Metrics)]
    pub(crate) struct Bare {
        /// Steps.
        #[metric(labels(foot = "left"))]
        bare_steps_total: ::tickmark::Counter,
        /// Visits.
        #[metric(buckets = [1, 2])]
        bare_seconds: ::tickmark::Histogram,
    }

    #[::tickmark::register]
    pub(crate) static BARE: Bare = Bare::new();
}

macro_rules! made {
    ($name:ident, $prefix:literal, $field:ident: $type:ty, $help:literal, $value:expr, $bound:expr) => {
        #[derive(::tickmark::Metrics)]
        #[metrics(prefix = $prefix, labels(made = $value))]
        struct $name {
            #[doc = $help]
            #[metric(buckets = [$bound, 10])]
            $field: $type,
        }

        #[::tickmark::register]
        static MADE: $name = $name::new();
    };
}

made!(Made, "made", by_macro: ::tickmark::Histogram<::tickmark::Seconds>, "Time.", "here", 0.5);

fn main() {
    #[derive(::tickmark::Metrics)]
    struct Local {
        /// Steps.
        local_steps_total: ::tickmark::Counter,
        #[cfg(any())]
        absent: NoSuchType,
        #[cfg(not(any()))]
        #[cfg_attr(not(any()), metric(prefix = "second"))]
        inner: Inner,
    }

    #[::tickmark::register]
    static LOCAL: Local = Local::new();

    LOCAL.local_steps_total.inc();
    let page = ::tickmark::encode();
    for line in [
        "hygiene_orders{region=\"eu\"} 0",
        "hygiene_packing_seconds_bucket{region=\"eu\",le=\"2\"} 0",
        "hygiene_new{region=\"eu\"} 1",
        "hygiene_inner_steps_total{region=\"eu\"} 0",
        "bare_steps_total{foot=\"left\"} 0",
        "made_by_macro_seconds_bucket{made=\"here\",le=\"0.5\"} 0",
        "local_steps_total 1",
        "second_steps_total 0",
    ] {
        assert!(page.contains(line), "{line} is not on {page}");
    }
}
