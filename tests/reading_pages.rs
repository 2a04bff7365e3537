//! The reader that the other tests trust: it takes what is sound and nothing else.

use crate::page::{Page, moved};

const SOUND: &str = "# HELP a_total Things.\n# TYPE a_total counter\na_total{k=\"1\"} 2\n\
    # HELP b Sizes.\n# TYPE b histogram\nb_bucket{le=\"1\"} 1\nb_bucket{le=\"+Inf\"} 3\nb_sum 7.5\nb_count 3\n";

#[test]
fn a_sound_page_is_read() {
    let page = Page::read(SOUND);
    assert_eq!(page.value("a_total", &[("k", "1")]), Some(2.0));
    assert_eq!(page.value("a_total", &[]), None);
    assert_eq!(page.count("b_bucket", &[("le", "+Inf")]), Some(3));
    assert_eq!(page.family("b").map(|family| (&*family.kind, &*family.help)), Some(("histogram", "Sizes.")));
    assert_eq!(page.values_of("b", "le"), ["+Inf", "1"]);
}

#[test]
fn labels_are_unescaped_and_may_come_in_any_order() {
    let page = Page::read("# HELP a A.\n# TYPE a gauge\na{z=\"\\\\n\\n\\\"\",b=\"},é\"} -Inf\n");
    assert_eq!(page.value("a", &[("b", "},é"), ("z", "\\n\n\"")]), Some(f64::NEG_INFINITY));
}

#[test]
fn what_moved_is_told_from_what_did_not() {
    let after = SOUND.replace("a_total{k=\"1\"} 2\n", "a_total{k=\"1\"} 5\na_total{k=\"2\"} 0\n");
    let moved: Vec<_> =
        moved(&Page::read(SOUND), &Page::read(&after)).iter().map(ToString::to_string).collect();
    assert_eq!(moved, ["a_total{k=\"1\"} 3"]);
}

#[test]
fn an_unsound_page_is_refused() {
    for (what, good, bad) in [
        ("no line feed at the end", "b_count 3\n", "b_count 3"),
        ("a blank line", "# HELP b", "\n# HELP b"),
        ("families out of order", "b", "_"),
        (
            "a family twice",
            "# HELP b Sizes.\n# TYPE b histogram\n",
            "# HELP a_total X.\n# TYPE a_total counter\n",
        ),
        ("a family without a type", "# TYPE b histogram\n", ""),
        ("an unknown type", "histogram", "histograms"),
        ("a sample of another family", "a_total{", "c_total{"),
        ("a series twice", "a_total{k=\"1\"} 2\n", "a_total{k=\"1\"} 2\na_total{k=\"1\"} 2\n"),
        ("a label twice", "{k=\"1\"}", "{k=\"1\",k=\"2\"}"),
        ("a label without quotes", "{k=\"1\"}", "{k=1}"),
        ("an escape that there is not", "k=\"1\"", "k=\"\\t\""),
        ("a label name with a dash", "{k=", "{k-k="),
        ("two spaces", "} 2", "}  2"),
        ("no number", "} 2", "} inf"),
        ("a negative counter", "} 2", "} -2"),
        ("buckets that sink", "le=\"1\"} 1", "le=\"1\"} 4"),
        ("bounds that sink", "le=\"1\"", "le=\"+Inf\""),
        ("no last bucket", "+Inf", "2"),
        ("no sum", "b_sum 7.5\n", ""),
        ("a count of its own", "b_count 3", "b_count 4"),
    ] {
        let page = SOUND.replace(good, bad);
        assert_ne!(page, SOUND, "{what}");
        assert!(Page::try_read(&page).is_err(), "{what}");
    }
}
