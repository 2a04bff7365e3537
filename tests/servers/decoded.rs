//! Pages of protobuf, read by protobuf's own library with Prometheus' own messages.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use tickmark::exposition::{Encoder, Escaping, Format};

use super::{
    ESCAPINGS,
    content::{Family, everything, exemplar, is_about_the_registry, message},
    judge::Judge,
    many::{for_many_pages, page},
};
use crate::metrics::kind::registries;

#[test]
fn what_is_in_protobuf_is_what_was_put_in() {
    let mut judge = Judge::start();
    for_many_pages(exemplar, |families, choice| {
        let escaping = ESCAPINGS[choice % 4];
        compare(&mut judge, families, escaping)
    });
}

#[test]
fn a_page_of_everything_is_read_from_protobuf() {
    let mut judge = Judge::start();
    for escaping in ESCAPINGS {
        compare(&mut judge, &everything(), escaping).expect("it is what was put in");
    }
}

#[test]
fn every_metric_of_ours_is_protobuf() {
    let mut judge = Judge::start();
    for registry in registries() {
        let mut page = Vec::new();
        Encoder::new(Format::Protobuf).encode(&registry, &mut page);
        assert!(judge.protobuf(&page).expect("it is protobuf").len() > 5);
    }
}

fn compare(judge: &mut Judge, families: &[Family], escaping: Escaping) -> Result<(), String> {
    let read = judge.protobuf(&page(Encoder::new(Format::Protobuf).escaping(escaping), families))?;
    let name = |message: &Json| message["name"].as_str().unwrap_or_default().to_owned();
    let mut read: BTreeMap<_, _> = read.into_iter().map(|message| (name(&message), message)).collect();
    read.retain(|name, _| !is_about_the_registry(name));
    let expected = families.iter().map(|family| message(family, escaping));
    let expected: BTreeMap<_, _> = expected.map(|message| (name(&message), message)).collect();
    if read == expected { Ok(()) } else { Err(format!("{read:#?}\nand not {expected:#?}")) }
}
