use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    process::Command,
};

use super::{
    process::{Process, folder},
    prometheus::Prometheus,
    promtool::check_metrics,
    quickstart::Quickstart,
};

#[test]
fn a_real_prometheus_scrapes_the_quickstart() {
    let quickstart = Quickstart::start();
    let prometheus = Prometheus::scraping(quickstart.address());

    prometheus.wait_for_value("up == 1", f64::is_finite);

    let calls = "sum(function_calls_total)";
    let first = prometheus.wait_for_value(calls, |calls| calls > 0.0);
    prometheus.wait_for_value(calls, |calls| calls > first);

    let buckets = "sum by (le) (rate(function_duration_seconds_bucket[10s]))";
    prometheus.wait_for_value(&format!("histogram_quantile(0.9, {buckets})"), f64::is_finite);

    prometheus.wait_for_label_values(
        "sum by (outcome) ({__name__=~'function_calls_total|function_duration_seconds_count'}) > 0",
        "outcome",
        &["success", "failure", "panic", "cancelled"],
    );
}

#[test]
fn promtool_accepts_the_page_of_the_quickstart() {
    let page = Quickstart::start().page();
    let verdict = check_metrics(&page);
    assert_eq!(verdict.status.code(), Some(0), "{}\n{page}", String::from_utf8_lossy(&verdict.stderr));
}

#[test]
fn promtool_rejects_a_page_that_breaks_the_format() {
    let verdict = check_metrics("calls_total{outcome=success} 1\n");
    assert_eq!(verdict.status.code(), Some(1), "{verdict:?}");
}

#[test]
fn ctrl_c_ends_the_quickstart_cleanly() {
    let status = Quickstart::start().press_ctrl_c();
    assert!(status.success(), "{status}");
}

#[test]
fn a_test_that_panics_leaves_no_process_behind() {
    let mut id = 0;
    let test = catch_unwind(AssertUnwindSafe(|| {
        let process = Process::start(Command::new("sleep").arg("600"), folder());
        id = process.id();
        assert!(is_in_process_table(id), "the process runs");
        panic!("on purpose");
    }));
    let reason = test.expect_err("the test panicked");
    assert_eq!(reason.downcast_ref(), Some(&"on purpose"));
    assert!(!is_in_process_table(id), "process {id} is still there, if only as a zombie");
}

fn is_in_process_table(id: u32) -> bool {
    Path::new("/proc").join(id.to_string()).exists()
}
