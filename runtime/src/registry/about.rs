//! What a registry says of itself, as soon as there is something to say.

use std::sync::Arc;

use super::Member;
use crate::{
    collector::Attached,
    kind::Kind,
    label::{Labels, LabelsBuf},
    sink::{FamilyMeta, Sink},
};

/// What is asked about.
pub(super) struct Scrape<'a> {
    pub(super) members: &'a [Arc<Member>],
    pub(super) attached: &'a [Arc<Attached>],
    /// How many declarations are left out.
    pub(super) problems: usize,
    /// On what has no labels of its own.
    pub(super) labels: &'a LabelsBuf,
}

/// A family of a registry about itself.
pub(super) struct About {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    help: &'static str,
    write: Write,
}

/// Where its values come from.
enum Write {
    Problems,
    /// One series for each collector.
    OfCollectors(fn(&Attached, Labels<'_>, &mut dyn Sink)),
    /// One for each family of which there is something to count.
    OfFamilies(fn(&Member) -> Option<u64>),
}

/// All that there are, in the order of their names.
pub(super) static ALL: [About; 7] = [
    About {
        name: "tickmark_callback_failures_total",
        kind: Kind::Counter,
        help: "How often there was no value, because the code that was asked for it panicked.",
        write: Write::OfFamilies(|member| member.total(|metric| metric.failures())),
    },
    About {
        name: "tickmark_collector_duration_seconds",
        kind: Kind::Gauge,
        help: "How long the collector took when it was last asked.",
        write: Write::OfCollectors(|attached, labels, sink| {
            sink.gauge(labels, attached.took().as_secs_f64());
        }),
    },
    About {
        name: "tickmark_collector_failures_total",
        kind: Kind::Counter,
        help: "Families of attached collectors left out: the collector panicked, or the name is taken or not one.",
        write: Write::OfCollectors(|attached, labels, sink| {
            sink.counter(labels, &attached.failures().into());
        }),
    },
    About {
        name: "tickmark_declaration_problems_total",
        kind: Kind::Counter,
        help: "Declarations left out of the page because their name is taken or not one; check() lists them.",
        write: Write::Problems,
    },
    About {
        name: "tickmark_exemplars_refused_total",
        kind: Kind::Counter,
        help: "Exemplars that were not kept: labels of over 128 characters, or names that no page may have.",
        write: Write::OfFamilies(|member| member.total(|metric| metric.exemplars_refused())),
    },
    About {
        name: "tickmark_series_overflow_total",
        kind: Kind::Counter,
        help: "How often a series was asked for that has no room of its own.",
        write: Write::OfFamilies(Member::overflow),
    },
    About {
        name: "tickmark_values_refused_total",
        kind: Kind::Counter,
        help: "Values that were not recorded: below zero, infinite or not a number for a counter.",
        write: Write::OfFamilies(|member| member.total(|metric| metric.refused())),
    },
];

impl About {
    /// Whether there is something to say.
    pub(super) fn is_needed(&self, scrape: &Scrape<'_>) -> bool {
        match self.write {
            Write::Problems => scrape.problems > 0,
            Write::OfCollectors(_) => !scrape.attached.is_empty(),
            Write::OfFamilies(count) => scrape.members.iter().any(|member| count(member).is_some()),
        }
    }

    /// Writes it; `stem_is_taken` if another family has the name that OpenMetrics has for it.
    pub(super) fn write(&self, scrape: &Scrape<'_>, stem_is_taken: bool, sink: &mut dyn Sink) {
        sink.family(&FamilyMeta::new(self.name, self.kind, self.help).with_taken_stem(stem_is_taken));
        match self.write {
            Write::Problems => sink.counter(scrape.labels.as_labels(), &(scrape.problems as u64).into()),
            Write::OfCollectors(write) => {
                for attached in scrape.attached {
                    write(attached, attached.labels().as_labels(), sink);
                }
            }
            Write::OfFamilies(count) => {
                for member in scrape.members {
                    if let Some(count) = count(member) {
                        sink.counter(member.itself.as_labels(), &count.into());
                    }
                }
            }
        }
    }
}
