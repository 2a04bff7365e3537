//! The only door for generated code; not for people, and not stable.

#[cfg(feature = "stream")]
pub use crate::instrument::{boxed, start_later, stream, under_way};
pub use crate::{
    __tickmark_enter,
    buckets::{assert_bucket, assert_buckets, sound_buckets},
    build_info::{BuildInfo, first_of},
    catalog::{CATALOG, Declared},
    field::{Field, FieldDescriptor, FieldRef, Group, Make, New, Shape, Start},
    instrument::{
        Declaration, Descriptor, Endings, ErrorLabel, ErrorProbe, Fails, Fallible, Infallible, OfErased,
        OfError, OutcomeLabel, Output, Probe, Site, assert_slo_latency, assert_slo_objective, busy, call,
        count, counted, counted_into, counted_late, end, error_if, error_kind, error_kind_by, first_item,
        in_flight, in_flight_into, in_flight_later, in_flight_with_high_water,
        in_flight_with_high_water_later, is_caused_by, items, of_kind, ok_if, only_failure, only_success,
        registered, returned, sampled, slow, start, start_inline, start_scope, timed, timed_if, timed_into,
        timed_late, watch,
    },
    label::{
        Displayed, KindParts, LabelParts, Part, assert_kinds_differ, assert_labels_are_few,
        assert_labels_differ, combinations, fold_index, fold_set, kind_at,
    },
    metric::assert_factor,
    name::{
        Rules, assert_counted_name, assert_counted_name_but, assert_in_flight_name,
        assert_in_flight_name_but, assert_label_name, assert_prefix, assert_timed_name,
        assert_timed_name_but, is_declared_prefix, lint::Rule,
    },
};
