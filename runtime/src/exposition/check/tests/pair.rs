//! Two pages.

use super::*;

#[track_caller]
fn finds(earlier: &str, later: &str, expected: &[(Rule, Severity)]) {
    let [earlier, later] = [earlier, later].map(|page| format!("{page}# EOF\n"));
    let findings = check_pair(&earlier, &later, OPEN_METRICS);
    let found: Vec<_> = findings.iter().map(|finding| (finding.rule(), finding.severity())).collect();
    assert_eq!(found, expected, "{findings:?}");
}

fn histogram(one: u64, all: u64, sum: f64) -> String {
    format!(
        "# TYPE a histogram\na_bucket{{le=\"1.0\"}} {one}\na_bucket{{le=\"+Inf\"}} {all}\na_count {all}\na_sum {sum}\n"
    )
}

#[test]
fn what_counts_does_not_go_down() {
    let down = [(Rule::Decreased, Severity::Error)];
    for (earlier, later, expected) in [
        ("# TYPE a counter\na_total 2\n", "# TYPE a counter\na_total 1\n", &down[..]),
        ("# TYPE a counter\na_total 2\n", "# TYPE a counter\na_total 2\n", &[]),
        ("# TYPE a summary\na_count 2\n", "# TYPE a summary\na_count 1\n", &down),
        ("# TYPE a gauge\na 2\n", "# TYPE a gauge\na 1\n", &[]),
        ("# TYPE a summary\na{quantile=\"0.5\"} 2\n", "# TYPE a summary\na{quantile=\"0.5\"} 1\n", &[]),
        (
            "# TYPE a counter\na_total{b=\"1\"} 2\n",
            "# TYPE a counter\na_total{b=\"1\"} 1\na_total{b=\"2\"} 1\n",
            &down,
        ),
    ] {
        finds(earlier, later, expected);
    }
    finds(&histogram(1, 3, 4.0), &histogram(0, 3, 4.0), &down);
    finds(&histogram(1, 3, 4.0), &histogram(1, 3, 3.5), &down);
    finds(&histogram(1, 3, 4.0), &histogram(1, 3, 4.0), &[]);
}

#[test]
fn one_finding_tells_of_all_that_went_down_in_a_metric() {
    let [earlier, later] = [histogram(1, 3, 4.0), histogram(0, 2, 1.0)];
    let findings = check_pair(&earlier, &later, TEXT);
    assert_eq!(
        findings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "line 2: error: `a_bucket{le=\"1.0\"}` went down from 1 to 0, and 3 more of it with it, without having begun anew: \
          only add to it, or make it a gauge (decreased)"
        ]
    );
}

#[test]
fn what_began_anew_may_go_down() {
    finds("# TYPE a counter\na_total 2\na_created 10\n", "# TYPE a counter\na_total 1\na_created 20\n", &[]);
    let moved = |severity| [(Rule::CreatedMoved, severity)];
    let pages = |created| format!("# TYPE a counter\na_total 2\na_created {created}\n");
    finds(&pages(10), &pages(20), &moved(Severity::Warning));
    finds(&pages(20), &pages(10), &moved(Severity::Error));
    finds(&pages(10), &pages(10), &[]);
}

#[test]
fn of_a_program_that_began_anew_nothing_is_compared() {
    let page = |start, count| {
        format!(
            "# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds {start}\n# TYPE a counter\na_total {count}\n"
        )
    };
    finds(&page(1, 5), &page(2, 0), &[]);
    finds(&page(1, 5), &page(1, 0), &[(Rule::Decreased, Severity::Error)]);
}

#[test]
fn what_was_there_is_there() {
    let findings = check_pair("a 1\nb{c=\"1\"} 1\nb{c=\"2\"} 1\nb{c=\"3\"} 1\n", "b{c=\"2\"} 1\n", TEXT);
    assert_eq!(
        findings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "earlier page, line 1: warning: `a` vanished: keep what was there, also when it did not change (vanished)",
            "earlier page, line 2: warning: `b{c=\"1\"}` and 1 more of its family vanished: keep what was there, also when it did not change (vanished)",
        ]
    );
}

#[test]
fn a_histogram_keeps_its_buckets_and_a_family_its_type() {
    let other = histogram(1, 3, 4.0).replace("1.0", "2.0");
    finds(&histogram(1, 3, 4.0), &other, &[(Rule::BucketsChanged, Severity::Warning)]);
    finds("# TYPE a gauge\na 1\n", "# TYPE a counter\na_total 1\n", &[(Rule::TypeChanged, Severity::Error)]);
}

#[test]
fn pages_that_can_not_be_read_are_not_compared() {
    let findings = check_pair("a one\n", "a two\nb\n", TEXT);
    let found: Vec<_> = findings.iter().map(|finding| (finding.is_in_earlier(), finding.line())).collect();
    assert_eq!(found, [(true, 1), (false, 1), (false, 2)]);
}
