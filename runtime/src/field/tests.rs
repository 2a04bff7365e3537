use std::panic::catch_unwind;

use super::{Field, FieldDescriptor, FieldRef, Group, Shape, Start};
use crate::{
    metric::{FloatCounter, Gauge, StateSet},
    name::{Rules, lint::Rule},
    unit::{Bytes, Seconds},
};

/// A struct of metrics without any.
struct Nothing;

impl Field for Nothing {
    type Start = Start;

    const SHAPE: Shape = Shape::Group(&[]);

    fn as_field(&self) -> FieldRef<'_> {
        FieldRef::Group(self)
    }
}

impl Group for Nothing {
    fn field(&self, _: usize) -> FieldRef<'_> {
        FieldRef::Absent
    }
}

/// What is declared of a field of this type.
#[track_caller]
fn declared<F: Field>(name: &'static str, help: &'static str) -> FieldDescriptor {
    FieldDescriptor::new(F::SHAPE, name, help)
}

/// What the compiler would say.
#[track_caller]
fn refusal(declare: fn() -> FieldDescriptor) -> String {
    let panic = catch_unwind(declare).expect_err("it is refused");
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).expect("it is a text")
}

#[test]
fn a_unit_stands_once_behind_the_name_and_before_the_end_of_a_counter() {
    let bytes = |name| declared::<Gauge<Bytes>>(name, "A.").checked();
    for (prefix, name, full) in [
        ("", "a", "a_bytes"),
        ("", "a_bytes", "a_bytes"),
        ("", "bytes", "bytes"),
        ("p", "bytes", "p_bytes"),
        ("p", "kibytes", "p_kibytes_bytes"),
    ] {
        assert_eq!(bytes(name).full_name(prefix), full);
    }
    let seconds = |name| declared::<FloatCounter<Seconds>>(name, "A.").checked();
    for (name, full) in [
        ("worked_total", "p_worked_seconds_total"),
        ("worked_seconds_total", "p_worked_seconds_total"),
        ("seconds_total", "p_seconds_total"),
    ] {
        assert_eq!(seconds(name).full_name("p"), full);
    }
    assert_eq!(declared::<Nothing>("", "").full_name("p"), "p");
    assert_eq!(declared::<Nothing>("a", "").full_name("p"), "p_a");
    assert_eq!(declared::<Nothing>("", "").full_name(""), "");
}

/// Puts a descriptor together and checks it.
type Declares = fn() -> FieldDescriptor;

#[test]
fn what_can_not_be_a_family_is_refused_with_what_to_write() {
    let cases: [(Declares, &str); 12] = [
        (|| declared::<Gauge>("orders_total", "A.").checked(), "ends in `_total`"),
        (|| declared::<Gauge>("a-b", "A.").checked(), "letters, digits"),
        (|| declared::<Gauge>("open_count", "A.").checked(), "end this one differently"),
        (|| declared::<Gauge>("open", "").helped(), "write a doc comment"),
        (|| declared::<Gauge>("open", "A.").unit("milliseconds").measured(), "base unit"),
        (|| declared::<Gauge>("open", "A.").unit("a b").measured(), "like `\"bytes\"`"),
        (|| declared::<Gauge<Bytes>>("open", "A.").unit("seconds").measured(), "measured in `bytes`"),
        (|| declared::<Gauge>("open", "A.").group(), "for a metric"),
        (|| declared::<Nothing>("open", "A.").metric(), "write `prefix = "),
        (|| declared::<Nothing>("open", "A.").unit("bytes").measured(), "write it at its fields"),
        (|| declared::<Nothing>("tickmark", "").checked(), "choose another prefix"),
        (|| declared::<StateSet<String>>("open", "A.").checked(), "closed set"),
    ];
    for (declare, expected) in cases {
        let text = refusal(declare);
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[test]
fn who_is_exempt_from_a_rule_keeps_the_others() {
    let exempt = |rule| Rules::NONE.and(rule);
    let field = declared::<Gauge>("open_count", "A.");
    assert_eq!(field.exempt(exempt(Rule::ReservedSuffix)).checked().full_name(""), "open_count");
    let text = refusal(|| {
        let field = declared::<StateSet<bool>>("open_count", "");
        field.exempt(Rules::NONE.and(Rule::ReservedSuffix)).helped()
    });
    assert!(text.contains("no help text"), "{text}");
    let text = refusal(|| {
        let field = declared::<Gauge>("wait_milliseconds", "A.");
        field.exempt(Rules::NONE.and(Rule::UnitAbbreviation)).checked()
    });
    assert!(text.contains("#[allow_metric(unit)]"), "{text}");
}
