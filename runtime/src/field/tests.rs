use std::panic::catch_unwind;

use super::{Field, FieldDescriptor, FieldRef, Group, Shape};
use crate::{
    metric::{Counter, FloatCounter, Gauge, StateSet},
    name::{Rules, lint::Rule},
    unit::{Bytes, Seconds},
};

/// A struct of metrics without any.
struct Nothing;

impl Field for Nothing {
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

/// What the compiler would say.
#[track_caller]
fn refusal(declare: fn() -> FieldDescriptor) -> String {
    let panic = catch_unwind(declare).expect_err("it is refused");
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).expect("it is a text")
}

#[test]
fn a_unit_stands_once_behind_the_name_and_before_the_end_of_a_counter() {
    let bytes = |name| FieldDescriptor::new::<Gauge<Bytes>>(name, "A.").checked();
    for (prefix, name, full) in [
        ("", "a", "a_bytes"),
        ("", "a_bytes", "a_bytes"),
        ("", "bytes", "bytes"),
        ("p", "bytes", "p_bytes"),
        ("p", "kibytes", "p_kibytes_bytes"),
    ] {
        assert_eq!(bytes(name).full_name(prefix), full);
    }
    let seconds = |name| FieldDescriptor::new::<FloatCounter<Seconds>>(name, "A.").checked();
    for (name, full) in [
        ("worked_total", "p_worked_seconds_total"),
        ("worked_seconds_total", "p_worked_seconds_total"),
        ("seconds_total", "p_seconds_total"),
    ] {
        assert_eq!(seconds(name).full_name("p"), full);
    }
    assert_eq!(FieldDescriptor::new::<Nothing>("", "").full_name("p"), "p");
    assert_eq!(FieldDescriptor::new::<Nothing>("a", "").full_name("p"), "p_a");
    assert_eq!(FieldDescriptor::new::<Nothing>("", "").full_name(""), "");
}

/// Puts a descriptor together and checks it.
type Declares = fn() -> FieldDescriptor;

#[test]
fn what_can_not_be_a_family_is_refused_with_what_to_write() {
    let cases: [(Declares, &str); 12] = [
        (|| FieldDescriptor::new::<Counter>("orders", "A.").checked(), "ends in `_total`"),
        (|| FieldDescriptor::new::<Gauge>("a-b", "A.").checked(), "letters, digits"),
        (|| FieldDescriptor::new::<Gauge>("open_count", "A.").checked(), "end this one differently"),
        (|| FieldDescriptor::new::<Gauge>("open", "").checked(), "write a doc comment"),
        (|| FieldDescriptor::new::<Gauge>("open", "A.").unit("milliseconds").checked(), "base unit"),
        (|| FieldDescriptor::new::<Gauge>("open", "A.").unit("a b"), "like `\"bytes\"`"),
        (|| FieldDescriptor::new::<Gauge<Bytes>>("open", "A.").unit("seconds"), "has a unit already"),
        (
            || FieldDescriptor::new::<Gauge>("open", "A.").labels(&[("le", "1")]).checked(),
            "choose another name",
        ),
        (|| FieldDescriptor::group::<Gauge>("open", "A."), "write `name` for a metric"),
        (|| FieldDescriptor::metric::<Nothing>("open", "A."), "write `prefix`"),
        (|| FieldDescriptor::new::<Nothing>("open", "A.").unit("bytes"), "write `unit` on the metrics in it"),
        (
            || FieldDescriptor::new::<Nothing>("a", "").labels(&[("__a", "1")]).checked(),
            "belong to Prometheus",
        ),
    ];
    for (declare, expected) in cases {
        let text = refusal(declare);
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[test]
fn who_is_exempt_from_a_rule_keeps_the_others() {
    let exempt = |rule| Rules::NONE.and(rule);
    let field = FieldDescriptor::new::<Gauge>("open_count", "A.");
    assert_eq!(field.exempt(exempt(Rule::ReservedSuffix)).checked().full_name(""), "open_count");
    let text = refusal(|| {
        let field = FieldDescriptor::new::<StateSet<bool>>("open_count", "");
        field.exempt(Rules::NONE.and(Rule::ReservedSuffix)).checked()
    });
    assert!(text.contains("no help text"), "{text}");
    let text = refusal(|| {
        let field = FieldDescriptor::new::<Gauge>("wait_milliseconds", "A.");
        field.exempt(Rules::NONE.and(Rule::UnitAbbreviation)).checked()
    });
    assert!(text.contains("#[allow_metric(unit)]"), "{text}");
}
