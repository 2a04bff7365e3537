//! What exemplars look like on a page.

use std::{sync::Arc, time::Duration};

use tickmark::{
    Counter, Family, Histogram, LabelSet, NativeHistogram, Registry, SpanIds,
    exposition::{Encoder, Format, check},
    testing::FakeClock,
};

#[derive(LabelSet)]
struct Path {
    path: &'static str,
}

fn page_of(registry: &Registry) -> String {
    let mut page = Vec::new();
    Encoder::new(Format::OpenMetrics1_0_0).encode(registry, &mut page);
    String::from_utf8(page).expect("pages are text")
}

#[test]
fn a_page_of_open_metrics_has_exemplars_and_is_sound() {
    let (registry, clock) = (Registry::new(), FakeClock::install());
    let orders: Arc<Family<Path, Counter>> = Arc::new(Family::new());
    let waits = Arc::new(Histogram::with_buckets(&[0.5, 1.0]));
    let sizes = Arc::new(NativeHistogram::new());
    registry.register("orders_total", "Orders.", orders.clone()).expect("it is the only one");
    registry.register("wait_seconds", "Waits.", waits.clone()).expect("it is the only one");
    registry.register("sizes", "Sizes.", sizes.clone()).expect("it is the only one");

    orders.with(Path { path: "a\"\n" }).inc_with_exemplar([("said", "\"\\\n é"), ("http.path", "/")]);
    let timer = waits.start_timer();
    clock.advance(Duration::from_millis(750));
    timer.finish_with_exemplar(SpanIds::new(0xa, 0xb));
    for size in [0.5, 40.0] {
        sizes.observe_with_exemplar(size, [("id", "1")]);
    }

    let page = page_of(&registry);
    let findings = check(&page, Format::OpenMetrics1_0_0);
    assert!(findings.is_empty(), "{findings:?}\n{page}");
    let line_with = |start: &str| {
        let mut lines = page.lines().filter(|line| line.starts_with(start) && line.contains(" # {"));
        lines.next().unwrap_or_else(|| panic!("no {start} with an exemplar: {page}"))
    };
    let labels = r#"trace_id="0000000000000000000000000000000a",span_id="000000000000000b""#;
    assert!(line_with(r#"wait_seconds_bucket{le="1.0"} 1 # "#).contains(&format!("# {{{labels}}} 0.75 ")));
    assert!(line_with("orders_total").contains(r#"said="\"\\\n é""#));
    line_with("sizes_bucket");
}
