//! Every kind of metric, before Prometheus' own judge.

use tickmark::{
    Registry,
    exposition::{Encoder, Format},
};

use super::{
    content::{everything, registry_of},
    many::made_up,
    promtool::check_metrics,
};
use crate::metrics::kind::registries;

/// What promtool says of what breaks a custom.
const CUSTOM: i32 = 3;

#[test]
fn promtool_accepts_every_kind_also_a_family_without_series() {
    for registry in registries() {
        assert_judged(&registry, 0);
    }
}

#[test]
fn promtool_reads_everything_that_can_be_on_a_page() {
    // One has no help.
    assert_judged(&registry_of(&everything()), CUSTOM);
    assert_judged(&registry_of(&made_up(200)), CUSTOM);
}

#[track_caller]
fn assert_judged(registry: &Registry, status: i32) {
    let mut page = Vec::new();
    Encoder::new(Format::Text0_0_4).encode(registry, &mut page);
    let page = String::from_utf8(page).expect("text is UTF-8");
    let verdict = check_metrics(&page);
    assert_eq!(verdict.status.code(), Some(status), "{}\n{page}", String::from_utf8_lossy(&verdict.stderr));
}
