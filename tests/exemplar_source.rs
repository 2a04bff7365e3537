//! A source of exemplars that the program names itself. A binary of its own, because a program has one.

use std::{cell::Cell, panic};

use tickmark::{Counter, SpanIds, counted, set_exemplar_source};

#[derive(Clone, Copy)]
enum Answer {
    None,
    Span(u64),
    Panic,
    /// The source records something itself.
    Records,
}

thread_local! {
    static ANSWER: Cell<Answer> = const { Cell::new(Answer::None) };
}

static ASKED: Counter = Counter::new();

fn source() -> Option<SpanIds> {
    match ANSWER.get() {
        Answer::None => None,
        Answer::Span(number) => Some(SpanIds::new(1, number)),
        Answer::Panic => panic!("the source is out of order"),
        Answer::Records => {
            ASKED.inc();
            Some(SpanIds::new(2, 2))
        }
    }
}

#[counted(name = "seen_total")]
fn see() {}

fn said(counter: &Counter) -> Option<String> {
    counter.exemplar().map(|exemplar| exemplar.labels().as_str().to_owned())
}

#[test]
fn a_source_is_asked_and_can_do_no_harm() {
    assert!(set_exemplar_source(source));
    assert!(!set_exemplar_source(|| None), "the first one stays");
    let counter = Counter::new();
    counter.inc();
    assert_eq!(said(&counter), None);

    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    ANSWER.set(Answer::Panic);
    counter.inc();
    see();
    panic::set_hook(hook);
    assert_eq!((counter.get(), said(&counter)), (2, None));

    ANSWER.set(Answer::Records);
    counter.inc();
    let expected = r#"trace_id="00000000000000000000000000000002",span_id="0000000000000002""#;
    assert_eq!(said(&counter).as_deref(), Some(expected));
    assert_eq!((ASKED.get(), said(&ASKED)), (1, None), "what the source records asks nobody");

    ANSWER.set(Answer::Span(3));
    let other = Counter::new();
    other.inc();
    assert!(said(&other).is_some_and(|said| said.ends_with(r#"span_id="0000000000000003""#)));
}
