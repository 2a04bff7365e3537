//! Pages that go piece by piece to a writer.

use std::io::{self, Write};

use tickmark::{
    Buckets, FamilyMeta, HistogramValue, Kind, LabelsBuf, Registry, Sink,
    exposition::{Encoder, Format},
};

use super::{Says, bytes, golden, registry_of, text_encoders};
use crate::drive::panics;

/// Takes so many bytes, and then fails.
struct Full {
    taken: Vec<u8>,
    room: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.room - self.taken.len());
        self.taken.extend_from_slice(&bytes[..taken]);
        if taken == 0 { Err(io::Error::other("it is full")) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Some hundred kilobytes.
fn large() -> Registry {
    registry_of(|sink: &mut dyn Sink| {
        let buckets = Buckets::new(&[0.1, 1.0, 10.0]);
        for name in ["a_seconds", "b_seconds", "c_seconds"] {
            sink.family(&FamilyMeta::new(name, Kind::Histogram, "Long."));
            for at in 0..500 {
                let labels = LabelsBuf::new().with("number", &at.to_string());
                sink.histogram(labels.as_labels(), &HistogramValue::new(&buckets, &[at, 1, 2, 3], 4.5));
            }
        }
    })
}

fn encoders() -> Vec<Encoder> {
    let protobuf = Encoder::new(Format::Protobuf);
    text_encoders().into_iter().map(|(_, _, _, encoder)| encoder).chain([protobuf]).collect()
}

/// The page up to what the registry says of its collectors, which is another at every scrape.
fn stable(page: &[u8]) -> &[u8] {
    let end = page.windows(8).position(|part| part == b"tickmark").unwrap_or(page.len());
    &page[..end.saturating_sub(64)]
}

#[test]
fn a_page_in_pieces_is_the_page() {
    for registry in [large(), golden::shop()] {
        for encoder in encoders() {
            let mut pieces = Vec::new();
            encoder.write(&registry, &mut pieces).expect("memory takes all there is");
            let whole = bytes(&registry, encoder);
            assert_eq!(stable(&pieces), stable(&whole));
        }
    }
}

#[test]
fn a_writer_that_fails_anywhere_gives_its_error_and_has_what_came_before() {
    let registry = large();
    for encoder in encoders() {
        let whole = bytes(&registry, encoder);
        let rooms = (0..40).chain((40..whole.len() - 300).step_by(29_989)).chain([32_767, 32_768, 32_769]);
        for room in rooms {
            let mut full = Full { taken: Vec::new(), room };
            let error = encoder.write(&registry, &mut full).expect_err("there is no room for all of it");
            assert_eq!(error.to_string(), "it is full");
            assert_eq!(full.taken.len(), room);
            let both = room.min(stable(&whole).len());
            assert_eq!(full.taken[..both], whole[..both]);
        }
    }
}

/// A writer that scrapes the registry that is being written to it.
struct Curious<'a> {
    registry: &'a Registry,
    pages: Vec<String>,
}

impl Write for Curious<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pages.push(self.registry.encode());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_may_scrape_meanwhile() {
    let registry = golden::shop();
    for encoder in encoders() {
        let mut curious = Curious { registry: &registry, pages: Vec::new() };
        encoder.write(&registry, &mut curious).expect("it does not fail");
        assert!(!curious.pages.is_empty());
        // With the collectors: those have been asked before the first piece is written.
        assert!(curious.pages.iter().all(|page| page.contains("shop_sales_total{")));
    }
}

struct Panicking;

impl Write for Panicking {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        panic!("on purpose");
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_that_panics_leaves_the_registry_as_it_was() {
    let registry = golden::shop();
    let whole = bytes(&registry, Encoder::new(Format::Text0_0_4));
    for encoder in encoders() {
        assert!(panics(|| _ = encoder.write(&registry, &mut Panicking)));
    }
    assert_eq!(stable(&bytes(&registry, Encoder::new(Format::Text0_0_4))), stable(&whole));
}

#[test]
fn a_collector_may_encode_another_registry() {
    let registry = registry_of(|sink| {
        let inner = Registry::new();
        inner.attach(Says(|sink: &mut dyn Sink| {
            sink.family(&FamilyMeta::new("inner", Kind::Gauge, "Inner."))
        }));
        sink.family(&FamilyMeta::new("outer", Kind::Gauge, "Outer."));
        for encoder in encoders() {
            sink.gauge(
                LabelsBuf::new().with("encoder", &format!("{encoder:?}")).as_labels(),
                bytes(&inner, encoder).len() as f64,
            );
        }
    });
    for encoder in encoders() {
        assert!(bytes(&registry, encoder).windows(5).any(|part| part == b"outer"));
    }
}
