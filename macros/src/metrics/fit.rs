//! Whether what is written goes with the type of the field, by its name: what that has no use for is refused here, in better words than the compiler's.

use syn::{GenericArgument, PathArguments, PathSegment, Type};

use super::args::Written;
use crate::{
    diag::Diagnostics,
    words::{BUCKETS, READ, TTL},
};

/// The metrics of this crate that stand alone, and so have no series to limit.
const ALONE: &[&str] = &[
    "Counter",
    "CounterFn",
    "FloatCounter",
    "Gauge",
    "GaugeFn",
    "Histogram",
    "Info",
    "NativeHistogram",
    "StateSet",
    "Summary",
    "UpDown",
];

const HISTOGRAMS: &[&str] = &["Histogram", "NativeHistogram"];
const CALLBACKS: &[&str] = &["CounterFn", "GaugeFn"];
const FAMILIES: &[&str] = &["Family", "RemovableFamily"];

/// Each rule about a type that has this name; a type of another name is the compiler's.
pub(super) fn arguments(written: &Written, ty: &Type, diag: &mut Diagnostics) {
    let Some(segment) = last_segment(ty) else { return };
    let name = segment.ident.to_string();
    if name == "Option" {
        return option_is_empty(written, diag);
    }
    let is_alone = ALONE.contains(&&*name);
    if !is_alone && !FAMILIES.contains(&&*name) {
        return;
    }
    buckets_are_of_histograms(written, segment, diag);
    read_is_for_callbacks(written, &name, diag);
    if is_alone {
        limits_are_for_families(written, &name, diag);
    } else if name == "Family" {
        ttl_is_for_series_that_go(written, diag);
    }
}

/// Nothing is there that could be set.
fn option_is_empty(written: &Written, diag: &mut Diagnostics) {
    let keys = [written.buckets.key(), written.limit.key(), written.ttl.key(), written.read.key()];
    for key in keys.into_iter().flatten() {
        let message = "leave it out, and say it where a value is put in";
        diag.error(key, format_args!("an `Option` has no `{key}`, as it is empty at the start: {message}"));
    }
}

fn buckets_are_of_histograms(written: &Written, segment: &PathSegment, diag: &mut Diagnostics) {
    let metric = last_argument(segment).filter(|_| FAMILIES.contains(&&*segment.ident.to_string()));
    let name = metric.unwrap_or(segment).ident.to_string();
    let Some(key) =
        written.buckets.key().filter(|_| !HISTOGRAMS.contains(&&*name) && ALONE.contains(&&*name))
    else {
        return;
    };
    let family = if metric.is_some() { "family of `" } else { "`" };
    diag.error(
        key,
        format_args!("`{BUCKETS}` are of histograms, and this is a {family}{name}`: remove them"),
    );
}

/// All others keep their value themselves.
fn read_is_for_callbacks(written: &Written, name: &str, diag: &mut Diagnostics) {
    if let Some(key) = written.read.key().filter(|_| !CALLBACKS.contains(&name)) {
        let message = "is for a `GaugeFn` or a `CounterFn`, and this is a";
        diag.error(key, format_args!("`{READ}` {message} `{name}`: write one of the two as the type"));
    }
}

/// A metric that stands alone is one series.
fn limits_are_for_families(written: &Written, name: &str, diag: &mut Diagnostics) {
    for key in [written.limit.key(), written.ttl.key()].into_iter().flatten() {
        diag.error(key, format_args!("`{key}` is for families, and a `{name}` has one series: remove it"));
    }
}

/// The series of a `Family` stay.
fn ttl_is_for_series_that_go(written: &Written, diag: &mut Diagnostics) {
    if let Some(key) = written.ttl.key() {
        let message = "the series of a `Family` stay: write `RemovableFamily` as the type";
        diag.error(key, format_args!("{message}, or leave `{TTL}` out"));
    }
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Group(group) => last_segment(&group.elem),
        Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

/// The last segment of the last type between the angle brackets.
fn last_argument(segment: &PathSegment) -> Option<&PathSegment> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.last()? {
        GenericArgument::Type(ty) => last_segment(ty),
        _ => None,
    }
}
