use super::*;

fn is_shown(labels: impl ExemplarLabels) -> bool {
    Exemplar::new(labels.labels(), 1.0).is_some()
}

#[test]
fn labels_of_128_characters_are_shown_and_one_more_is_not() {
    // Characters, not bytes: 124 of two bytes each.
    let value = "é".repeat(124);
    assert!(is_shown([("name", &value)]));
    assert!(!is_shown([("names", &value)]));
    assert!(!is_shown([("nam", value.as_str()), ("e", "é")]));
    // What is escaped on the page counts once.
    assert!(is_shown([("name", "\n".repeat(124))]));
}

#[test]
fn names_that_would_spoil_a_page_are_not_shown() {
    assert!(is_shown([("trace_id", "1"), ("http.status", "2")]));
    assert!(!is_shown([("", "1")]));
    assert!(!is_shown([("__name__", "1")]));
    assert!(!is_shown([("id", "1"), ("other", "1"), ("id", "2")]));
}

#[test]
fn labels_are_pairs_or_whatever_becomes_pairs() {
    let expected = LabelsBuf::new().with("a", "1").with("b", "2");
    let pairs = [("a", "1"), ("b", "2")];
    assert_eq!(pairs.labels(), expected);
    assert_eq!(pairs.as_slice().labels(), expected);
    assert_eq!((|| pairs).labels(), expected);
    assert_eq!(expected.as_labels().labels(), expected);
    assert_eq!(expected.clone().labels(), expected);
}
