//! Pages that nobody wrote on purpose.

use proptest::prelude::*;

use super::*;
use crate::exposition::parse;

const FORMATS: [Format; 4] =
    [Format::Text0_0_4, Format::Text1_0_0, Format::OpenMetrics0_0_1, Format::OpenMetrics1_0_0];

const GOOD: &str = "# TYPE a counter\n# HELP a \\\"A\\\".\na_total{b=\"c\\n\"} 1 # {d=\"e\"} 0.5 1.5\na_created{b=\"c\\n\"} 1.5\n\
# TYPE b_seconds histogram\n# UNIT b_seconds seconds\nb_seconds_bucket{le=\"0.5\"} 1\nb_seconds_bucket{le=\"+Inf\"} 2\n\
b_seconds_count 2\nb_seconds_sum 1.5\n# TYPE c stateset\nc{c=\"on\"} 1\nc{c=\"off\"} 0\n# TYPE d info\nd_info{v=\"1\"} 1\n\
# TYPE e summary\ne{quantile=\"0.5\"} 1\ne_count 1\ne_sum 1\n# TYPE \"f.g\" gauge\n{\"f.g\",\"h i\"=\"é\"} NaN 12\n\
# TYPE j gaugehistogram\nj_bucket{le=\"+Inf\"} 1\nj_gcount 1\nj_gsum 1\n# EOF\n";

/// What pages are made of, so that what is put together from it is nearly one.
const PIECES: &[&str] = &[
    "# TYPE ",
    "# HELP ",
    "# UNIT ",
    "# EOF",
    "#",
    "\n",
    " ",
    "\t",
    "a",
    "a_total",
    "a_bucket",
    "a_sum",
    "a_count",
    "a_created",
    "a_gsum",
    "a_gcount",
    "a_info",
    "b",
    "{",
    "}",
    "le=\"",
    "quantile=\"",
    "a=\"",
    "\"",
    "=",
    ",",
    "\\",
    "\\n",
    "1",
    "-1",
    "0.5",
    "+Inf",
    "NaN",
    "1e3",
    " # {} 1",
    " counter\n",
    " gauge\n",
    " histogram\n",
    " summary\n",
    " info\n",
    " stateset\n",
    " gaugehistogram\n",
    "\r",
    "é",
    "\u{0}",
    "\u{feff}",
    "a 1\n",
    "a_bucket{le=\"+Inf\"} 1\n",
    "a_bucket{le=\"1\"} 2\n",
];

/// Reads and checks in every way; what is read without an error has no finding of an error in its lines.
fn survive(page: &str) {
    for format in FORMATS {
        let read = parse(page, format);
        let findings = check(page, format);
        let is_unreadable = |finding: &Finding| matches!(finding.rule(), Rule::Syntax | Rule::Eof);
        assert_eq!(read.is_err(), findings.iter().any(is_unreadable), "{page:?}: {findings:?}");
        let lines = page.split('\n').count();
        assert!(
            findings.iter().all(|finding| (1..=lines).contains(&finding.line())),
            "{page:?}: {findings:?}"
        );
        assert!(
            check_pair(page, page, format)
                .iter()
                .all(|finding| !finding.is_error() || is_unreadable(finding)),
            "{page:?}"
        );
        _ = check_pair(GOOD, page, format);
        _ = check_pair(page, GOOD, format);
    }
}

#[test]
fn the_page_that_is_changed_below_is_good() {
    let errors: Vec<_> = check(GOOD, OPEN_METRICS).into_iter().filter(Finding::is_error).collect();
    assert_eq!(errors, []);
}

#[test]
fn a_page_that_ends_anywhere_is_read_or_refused() {
    for (end, _) in GOOD.char_indices() {
        survive(&GOOD[..end]);
    }
}

/// Each would take minutes if the work grew with the square of its length.
#[test]
fn no_page_is_looked_at_again_and_again() {
    const MANY: usize = 10_000;
    let many = |piece: &dyn Fn(usize) -> String| (0..MANY).map(piece).collect::<String>();
    let labels =
        |name: &str| format!("{}{{{}x=\"\"}} 1\n", name.repeat(MANY), many(&|at| format!("_{at}=\"\",")));
    for page in [
        many(&|at| format!("a{{b=\"{at}\"}} {at}\n")),
        many(&|at| format!("a{at} {at}\n")),
        many(&|at| format!("a {at} {at}\n")),
        many(&|at| format!("# TYPE a{at} histogram\n")),
        many(&|_| "# TYPE a histogram\na_sum 1\nb 1\n".to_owned()),
        format!(
            "# TYPE a histogram\n{}",
            many(&|at| format!("a_bucket{{le=\"{at}\"}} {at}\na_sum 1 {at}\n"))
        ),
        format!("# TYPE a stateset\n{}", many(&|at| format!("a{{a=\"{at}\",_=\"\"}} 2\n"))),
        labels("a"),
        format!("a{{b=\"{}", "\\\"".repeat(MANY)),
        format!("# HELP a {}", "\\".repeat(MANY)),
        format!("a{}1", " ".repeat(MANY)),
        format!("a {}", "1".repeat(MANY)),
        format!("a 1 # {}", "{".repeat(MANY)),
        "\n".repeat(MANY),
        "a\n".repeat(MANY),
    ] {
        for (format, page) in [(TEXT, page.clone()), (OPEN_METRICS, format!("{page}# EOF\n"))] {
            _ = parse(&page, format);
            _ = check_pair(&page, &page, format);
            assert!(check(&page, format).len() <= 8 * MANY, "{}", &page[..40]);
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_checker_panic(page in any::<String>()) {
        survive(&page);
    }

    #[test]
    fn no_bytes_make_the_checker_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        survive(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_pieces_of_pages_make_the_checker_panic(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        survive(&pieces.concat());
    }

    #[test]
    fn no_change_of_a_good_page_makes_the_checker_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), prop::sample::select(PIECES)), 1..6),
    ) {
        let mut letters: Vec<char> = GOOD.chars().collect();
        for (at, replaces, piece) in changes {
            let at = at.index(letters.len());
            let end = if replaces { at + 1 } else { at };
            letters.splice(at..end, piece.chars());
        }
        survive(&letters.into_iter().collect::<String>());
    }

    #[test]
    fn lines_in_another_order_make_no_panic(order in Just((0..GOOD.lines().count()).collect::<Vec<_>>()).prop_shuffle()) {
        let lines: Vec<_> = GOOD.lines().collect();
        survive(&order.into_iter().flat_map(|at| [lines[at], "\n"]).collect::<String>());
    }
}
