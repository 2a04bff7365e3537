//! Every kind of metric, before Prometheus' own judge.

use super::promtool::check_metrics;
use crate::metrics::kind::registries;

#[test]
fn promtool_accepts_every_kind_also_a_family_without_series() {
    for registry in registries() {
        let page = registry.encode();
        let verdict = check_metrics(&page);
        assert_eq!(verdict.status.code(), Some(0), "{}\n{page}", String::from_utf8_lossy(&verdict.stderr));
    }
}
