//! One page.

use std::collections::BTreeSet;

use super::{
    case::{Case, all},
    *,
};
use Severity::{Error, Warning};

fn findings(page: &str, format: Format) -> Vec<Finding> {
    let end = if format == TEXT { "" } else { "# EOF\n" };
    check(&format!("{page}{end}"), format)
}

#[test]
fn a_page_that_breaks_a_rule_is_told_so_and_its_twin_is_not() {
    for Case(rule, severity, format, bad, good) in all() {
        let of_bad = findings(bad, *format);
        let found = of_bad.iter().find(|finding| finding.rule() == *rule);
        assert_eq!(found.map(Finding::severity), Some(*severity), "{rule} in {bad:?}: {of_bad:?}");
        let of_good = findings(good, *format);
        assert!(
            of_good.iter().all(|finding| finding.rule() != *rule && !finding.is_error()),
            "{rule} in {good:?}: {of_good:?}"
        );
    }
}

#[test]
fn every_rule_of_one_page_has_a_page_that_breaks_it() {
    const OF_PAIRS: [Rule; 5] =
        [Rule::Decreased, Rule::CreatedMoved, Rule::Vanished, Rule::BucketsChanged, Rule::TypeChanged];
    let tested: BTreeSet<Rule> =
        all().map(|Case(rule, ..)| *rule).chain(OF_PAIRS).chain([Rule::Eof]).collect();
    assert_eq!(tested, Rule::ALL.iter().copied().collect());
}

#[test]
fn open_metrics_ends_with_its_end() {
    for (page, rule, severity) in [
        ("a 1\n", Rule::Eof, Error),
        ("# EOF\na 1\n", Rule::Eof, Error),
        ("# EOF", Rule::FinalLineFeed, Warning),
    ] {
        let findings = check(page, OPEN_METRICS);
        assert_eq!(
            findings.iter().map(|one| (one.rule(), one.severity())).collect::<Vec<_>>(),
            [(rule, severity)]
        );
    }
    assert_eq!(check("# EOF\n", OPEN_METRICS), []);
}

#[test]
fn names_of_rules_are_their_own_and_lead_somewhere() {
    let names: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        assert!(
            rule.link().starts_with("https://prometheus.io/docs/") && rule.link().contains("/#"),
            "{rule}"
        );
        assert!(rule.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{rule}");
    }
}

#[test]
fn findings_are_in_the_order_of_the_lines_and_name_their_families() {
    let findings = check("# HELP b B.\nb 1\n# HELP a A.\na{job=\"x\"} inf\na 2\na 2\n", TEXT);
    let found: Vec<_> = findings.iter().map(|one| (one.line(), one.family(), one.rule().as_str())).collect();
    let expected = [
        (1, Some("b"), "missing_type"),
        (3, Some("a"), "missing_type"),
        (4, Some("a"), "scrape_label"),
        (4, Some("a"), "spelling"),
        (6, Some("a"), "duplicate_series"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_line_that_can_not_be_read_is_told_and_nothing_else() {
    let findings = check("a one\nb 1\nb 1\nc{ 2\n", TEXT);
    assert_eq!(
        findings.iter().map(|one| (one.line(), one.rule())).collect::<Vec<_>>(),
        [(1, Rule::Syntax), (4, Rule::Syntax)]
    );
    assert_eq!(check("", Format::Json)[0].rule(), Rule::Syntax);
}

#[test]
fn findings_say_what_to_write() {
    for (page, format, message) in [
        (
            "# HELP a A.\n# TYPE a counter\na -1\n",
            TEXT,
            "line 3: error: the counter `a` is -1: a counter begins at 0 and only goes up, make what can be less a gauge (counter_value)",
        ),
        (
            "# TYPE a_total counter\n# HELP a_total A.\na_total 1\n",
            OPEN_METRICS,
            "line 3: error: the family of the counter `a_total` is called without `_total` in OpenMetrics: write `# TYPE a counter` (sample_name)",
        ),
        (
            "# TYPE a histogram\n# HELP a A.\n# TYPE a_sum gauge\n",
            OPEN_METRICS,
            "line 3: error: `a_sum` (gauge) and `a` (histogram, line 1) can both have a sample `a_sum`: call one of them differently (clash)",
        ),
        (
            "# TYPE a gauge\na{le=\"1\"} 1\n",
            TEXT,
            "line 2: warning: `a` has the label `le`, which is one of histograms and summaries: call it differently (reserved_label)",
        ),
    ] {
        let findings = findings(page, format);
        assert!(findings.iter().any(|finding| finding.to_string() == message), "{findings:#?}");
    }
}

#[test]
fn numbers_in_labels_are_written_as_go_writes_them() {
    for written in [
        "0.0",
        "0.001",
        "0.01",
        "0.95",
        "1.0",
        "1.7",
        "10.0",
        "1e-10",
        "1e-09",
        "1e-05",
        "0.0001",
        "100000.0",
        "1e+06",
        "1e+10",
        "1.55555555555552e+06",
        "1e+23",
        "1.1e+23",
        "-1.0",
        "-1e-05",
        "123456.7",
        "1.2345678e+06",
    ] {
        assert_eq!(number::as_go_writes(written.parse().expect("it is a number")), written);
    }
}
