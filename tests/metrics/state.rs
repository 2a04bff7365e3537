//! State sets.

use tickmark::{Family, LabelSet, LabelValue, Metrics, RemovableFamily, StateSet};

use super::alone;
use crate::page::Page;

/// Texts that the format gives a meaning.
#[derive(Clone, Copy, Debug, StateSet)]
enum Hostile {
    #[state(rename = "a \"b\"")]
    Quoted,
    #[state(rename = "\\")]
    Backslash,
    #[state(rename = "line\nfeed")]
    LineFeed,
    #[state(rename = "x,y=\"z\"}")]
    Comma,
}

const HOSTILE: [(Hostile, &str); 4] = [
    (Hostile::Quoted, "a \"b\""),
    (Hostile::Backslash, "\\"),
    (Hostile::LineFeed, "line\nfeed"),
    (Hostile::Comma, "x,y=\"z\"}"),
];

#[derive(LabelSet)]
struct Door {
    is_front: bool,
}

/// Written by hand, and with an index that is none.
struct Odd(usize);

impl LabelValue for Odd {
    const VALUES: Option<&'static [&'static str]> = Some(&["zero", "one"]);

    fn index(&self) -> usize {
        self.0
    }

    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read("?")
    }
}

/// As many states as there can be.
struct Most(usize);

impl LabelValue for Most {
    const VALUES: Option<&'static [&'static str]> = Some(&[
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
        "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34",
        "35", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51",
        "52", "53", "54", "55", "56", "57", "58", "59", "60", "61", "62", "63",
    ]);

    fn index(&self) -> usize {
        self.0
    }

    fn with_str<R>(&self, read: impl FnOnce(&str) -> R) -> R {
        read(Self::VALUES.unwrap_or_default()[self.0])
    }
}

#[derive(Metrics)]
#[metrics(prefix = "states")]
struct States {
    /// In one.
    hostile: StateSet<Hostile>,
    /// By door.
    doors: Family<Door, StateSet<Hostile>>,
    /// By doors that go.
    going: RemovableFamily<Door, StateSet<Hostile>>,
    /// By hand.
    odd: StateSet<Odd>,
    /// Many.
    most: StateSet<Most>,
}

/// The states that are on.
fn on<'p>(page: &'p Page, family: &str, labels: &[(&str, &str)]) -> Vec<&'p str> {
    let family = page.family(family).expect("it is there");
    let is_on = family.samples.iter().filter(|sample| {
        sample.value.to_bits() == 1.0_f64.to_bits()
            && labels.iter().all(|(name, value)| sample.label(name) == Some(value))
    });
    is_on.filter_map(|sample| sample.label(&family.name)).collect()
}

#[test]
fn one_state_follows_the_other_whatever_it_is_called() {
    let (states, registry) = alone::<States>();
    assert!(on(&Page::of(&registry), "states_hostile", &[]).is_empty());
    for (state, text) in HOSTILE {
        states.hostile.set(state);
        let page = Page::of(&registry);
        assert_eq!(on(&page, "states_hostile", &[]), [text]);
        assert_eq!(page.family("states_hostile").map(|family| family.samples.len()), Some(4));
    }
}

#[test]
fn several_states_may_be_on() {
    let (states, registry) = alone::<States>();
    states.hostile.switch(Hostile::Quoted, true);
    states.hostile.switch(Hostile::Comma, true);
    states.hostile.switch(Hostile::Comma, true);
    assert_eq!(on(&Page::of(&registry), "states_hostile", &[]), ["a \"b\"", "x,y=\"z\"}"]);
    states.hostile.switch(Hostile::Quoted, false);
    assert!(states.hostile.is_on(Hostile::Comma) && !states.hostile.is_on(Hostile::Quoted));
    assert_eq!(on(&Page::of(&registry), "states_hostile", &[]), ["x,y=\"z\"}"]);
}

#[test]
fn each_series_of_a_family_is_in_states_of_its_own() {
    let (states, registry) = alone::<States>();
    let front = || Door { is_front: true };
    states.doors.with(front()).set(Hostile::LineFeed);
    states.doors.with(Door { is_front: false }).set(Hostile::Comma);
    states.going.with(front()).switch(Hostile::Backslash, true);
    let page = Page::of(&registry);
    assert_eq!(on(&page, "states_doors", &[("is_front", "true")]), ["line\nfeed"]);
    assert_eq!(on(&page, "states_doors", &[("is_front", "false")]), ["x,y=\"z\"}"]);
    assert_eq!(on(&page, "states_going", &[]), ["\\"]);
    assert!(states.going.remove(front()));
    assert!(on(&Page::of(&registry), "states_going", &[]).is_empty());
}

#[test]
fn an_index_that_is_none_is_no_state_and_changes_no_other_family() {
    let (states, registry) = alone::<States>();
    for index in [2, 63, 64, usize::MAX] {
        states.odd.set(Odd(1));
        states.odd.switch(Odd(index), true);
        assert_eq!(on(&Page::of(&registry), "states_odd", &[]), ["one"], "{index}");
        states.odd.set(Odd(index));
        assert!(on(&Page::of(&registry), "states_odd", &[]).is_empty(), "{index}");
    }
}

#[test]
fn there_may_be_64_states() {
    let (states, registry) = alone::<States>();
    states.most.switch(Most(0), true);
    states.most.switch(Most(63), true);
    let page = Page::of(&registry);
    assert_eq!(on(&page, "states_most", &[]), ["0", "63"]);
    assert_eq!(page.values_of("states_most", "states_most").len(), 64);
}

#[test]
fn states_need_not_be_debug() {
    let odd = StateSet::<Odd>::new();
    assert!(format!("{odd:?} {:?}", odd.bind()).contains("BoundStateSet"));
}
