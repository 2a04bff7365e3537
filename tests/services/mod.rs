//! The examples `chores` and `data20` have the metrics that the dashboards of two services ask for: these names, kinds, labels and buckets.

mod expected;

use expected::Expected;
use tickmark::exposition::{Format, check, check::Rule};

use crate::{examples::run, page::Page};

/// A line for each metric: its name, its kind, its labels, those that are closed sets with their values, and its bounds, where they are not the
/// usual ones.
const CHORES: &str = "\
chores_created_total            counter    mode{single,multi_independent,unassigned}
chores_completed_total          counter    mode{single,multi_independent,unassigned}
chores_approved_total           counter    mode{single,multi_independent,unassigned}
user_logins_total               counter    role{parent,child}
user_login_failures_total       counter
user_registrations_total        counter    role{parent,child}
families_created_total          counter
family_joins_total              counter
assignments_created_total       counter
assignments_claimed_total       counter
assignments_rejected_total      counter
reward_adjustments_total        counter    type{bonus,penalty}
reward_adjustments_amount       histogram  5,10,25,50
api_errors_total                counter    endpoint error_type
database_errors_total           counter
active_users_count              gauge
pending_approvals_count         gauge
families_active_count           gauge
chore_completion_time_seconds   histogram  3600,86400,604800
http_requests_total             counter    handler method status
http_request_duration_seconds   histogram  handler method
http_requests_inprogress        gauge
";

const DATA20: &str = "\
http_requests_total             counter    endpoint method status
http_request_duration_seconds   histogram  endpoint method 0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10
http_errors_total               counter    endpoint method status
tool_executions_total           counter    tool_name status{completed,failed}
tool_execution_duration_seconds histogram  tool_name
tool_executions_active          gauge      tool_name
db_queries_total                counter    operation
db_query_duration_seconds       histogram  operation
db_slow_queries_total           counter    operation
db_connections_active           gauge
db_connections_idle             gauge
celery_tasks_total              counter    task_name status
celery_task_duration_seconds    histogram  task_name
celery_tasks_active             gauge      task_name
celery_queue_length             gauge      queue
celery_task_retries_total       counter    task_name
cache_hits_total                counter    cache_type
cache_misses_total              counter    cache_type
cache_size_bytes                gauge      cache_type
system_cpu_percent              gauge
system_memory_percent           gauge
system_memory_used_bytes        gauge
system_disk_percent             gauge
system_disk_used_bytes          gauge
";

/// What the checker says of a page, errors among it, but for what the metrics of these services are called and how they are labelled: that
/// is what their dashboards ask for.
fn warnings(page: &str) -> Vec<String> {
    let findings = check(page, Format::Text0_0_4).into_iter();
    let is_given = |rule| matches!(rule, Rule::LabelNames | Rule::ConstantLabel | Rule::Colon);
    let findings = findings.filter(|finding| finding.is_error() || !is_given(finding.rule()));
    findings.map(|finding| finding.to_string()).collect()
}

/// The page that an example prints.
fn page(example: &str, arguments: &[&str]) -> Page {
    let output = run(example, arguments);
    let page = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(warnings(&page), [""; 0], "{page}");
    Page::read(&page)
}

/// Fails the test when a page has not exactly these metrics.
#[track_caller]
fn assert_metrics(page: &Page, table: &str) {
    let expected: Vec<_> = table.lines().map(Expected::read).collect();
    let is_expected = |name: &str| expected.iter().any(|metric| metric.name == name);
    let others = page.families().map(|family| family.name.as_str());
    // Those of the registry itself.
    let others = others.filter(|name| !name.starts_with("tickmark_") && !is_expected(name));
    let others = others.map(|name| format!("`{name}` is not in the table"));
    let problems: Vec<_> = expected.iter().flat_map(|metric| metric.problems(page)).chain(others).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The metrics of a table that count, and have counted nothing.
fn unused(page: &Page, table: &str) -> Vec<String> {
    let expected = table.lines().map(Expected::read).filter(|metric| metric.kind != "gauge");
    expected.filter(|metric| !metric.counted(page)).map(|metric| metric.name).collect()
}

#[test]
fn chores_has_its_metrics_from_the_start_and_closed_ones_at_zero() {
    let page = page("chores", &["--no-load"]);
    assert_metrics(&page, CHORES);
    let at_zero: Vec<_> = CHORES.lines().map(Expected::read).filter(Expected::is_closed).collect();
    assert!(at_zero.iter().all(|metric| metric.is_there(&page)));
    let moved: Vec<_> = page.samples().filter(|sample| sample.value > 0.0).collect();
    // The page shows the request that it is written for.
    assert!(moved.iter().all(|sample| sample.name == "http_requests_inprogress"), "{moved:?}");
}

#[test]
fn chores_counts_all_that_it_has() {
    let page = page("chores", &[]);
    assert_metrics(&page, CHORES);
    assert_eq!(unused(&page, CHORES), [""; 0]);
    let gauge = |name| page.count(name, &[]);
    assert_eq!(gauge("active_users_count"), Some(3));
    assert_eq!(gauge("families_active_count"), Some(1));
    assert_eq!(gauge("pending_approvals_count"), Some(1));
    assert_eq!(gauge("database_errors_total"), Some(1));
    let failed = [("endpoint", "/api/v1/chores"), ("error_type", "database_down")];
    assert_eq!(page.count("api_errors_total", &failed), Some(1));
}

#[test]
fn data20_has_its_metrics_from_the_start() {
    let page = page("data20", &["--no-load"]);
    assert_metrics(&page, DATA20);
    let at_zero: Vec<_> = DATA20.lines().map(Expected::read).filter(Expected::is_closed).collect();
    assert!(at_zero.iter().all(|metric| metric.is_there(&page)));
    let moved: Vec<_> = page.samples().filter(|sample| sample.value > 0.0).collect();
    assert!(moved.iter().all(|sample| sample.name == "db_connections_idle"), "{moved:?}");
}

#[test]
fn data20_counts_all_that_it_has() {
    let page = page("data20", &[]);
    assert_metrics(&page, DATA20);
    assert_eq!(unused(&page, DATA20), [""; 0]);
    let tool = [("tool_name", "build_graph")];
    // One was dropped when it took too long, another runs while the page is written.
    assert_eq!(page.count("tool_executions_active", &tool), Some(1));
    let failed = [("tool_name", "build_graph"), ("status", "failed")];
    assert_eq!(page.count("tool_executions_total", &failed), Some(1));
    assert_eq!(page.count("celery_queue_length", &[("queue", "reports")]), Some(1));
    assert_eq!(page.count("db_slow_queries_total", &[("operation", "select")]), Some(1));
}

#[test]
fn what_differs_from_a_table_is_told() {
    let page = Page::read(
        "# HELP a_seconds A.\n# TYPE a_seconds histogram\n\
         a_seconds_bucket{le=\"1\"} 0\na_seconds_bucket{le=\"+Inf\"} 0\na_seconds_sum 0\na_seconds_count 0\n\
         # HELP b_total B.\n# TYPE b_total counter\nb_total{kind=\"x\"} 0\n",
    );
    let problems = |line| Expected::read(line).problems(&page);
    assert_eq!(problems("a_seconds histogram 1"), [""; 0]);
    assert_eq!(problems("b_total counter kind{x}"), [""; 0]);
    assert_eq!(problems("b_total counter kind"), [""; 0]);
    for (line, problem) in [
        ("c_total counter", "`c_total` is not on the page"),
        ("b_total gauge kind", "`b_total` is a counter, not a gauge"),
        ("a_seconds histogram 1,2", "`a_seconds` has the bounds [1.0], not [1.0, 2.0]"),
        ("b_total counter", "`b_total` has the labels [\"kind\"], not []"),
        ("b_total counter kind{x,y}", "`b_total` has the values [\"x\"] of `kind`, not [\"x\", \"y\"]"),
    ] {
        assert_eq!(problems(line), [problem]);
    }
    assert!(!Expected::read("b_total counter kind").counted(&page));
}
