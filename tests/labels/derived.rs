//! Label sets and label values that are derived for other metrics.

use tickmark::{Info, LabelDescriptor, LabelSet, LabelValue, StateSet};

#[derive(LabelSet)]
struct Commit<'a> {
    hash: &'a str,
}

#[derive(Info)]
struct Build<'a> {
    version: &'static str,
    #[info(flatten)]
    commit: Commit<'a>,
    #[info(rename = "rust", display)]
    compiler: Option<f32>,
    a: u8,
    b: u8,
    c: u8,
    d: u8,
    e: u8,
    f: u8,
}

#[derive(StateSet)]
enum Health {
    Up,
    #[state(rename = "sick")]
    Degraded,
    ShuttingDown,
}

#[test]
fn an_info_is_a_label_set_with_as_many_labels_as_one_likes() {
    let commit = Commit { hash: "af12" };
    let build = Build { version: "1.2", commit, compiler: Some(1.5), a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 };
    let mut values = Vec::new();
    build.visit(&mut |value| values.push(value.to_owned()));
    let names = Build::LABELS.iter().map(LabelDescriptor::name);
    let labels: Vec<_> = names.zip(values.iter().map(String::as_str)).collect();
    assert_eq!(labels[..3], [("version", "1.2"), ("hash", "af12"), ("rust", "1.5")]);
    assert_eq!(labels.len(), 9);
}

#[test]
fn a_state_set_is_a_closed_label_value() {
    assert_eq!(Health::VALUES, Some(["up", "sick", "shutting_down"].as_slice()));
    let indices = [Health::Up, Health::Degraded, Health::ShuttingDown].map(|state| state.index());
    assert_eq!(indices, [0, 1, 2]);
    assert_eq!(Health::Degraded.with_str(str::to_owned), "sick");
}
