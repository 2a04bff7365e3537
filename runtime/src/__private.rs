//! The only door for generated code; not for people, and not stable.

pub use linkme;

pub use crate::{
    buckets::{assert_bucket, assert_buckets},
    catalog::{CATALOG, Declared},
    instrument::{
        Declaration, Descriptor, Endings, Fallible, Infallible, OutcomeLabel, Probe, Site,
        assert_metric_name, call, count, counted, counted_scope, timed, timed_scope, watch,
    },
    label::fold_index,
    name::{assert_counted_name, assert_label_name, assert_timed_name},
};
