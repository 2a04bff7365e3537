//! Families whose samples could be called the same.

use std::collections::HashMap;

use super::{Findings, Rule};
use crate::exposition::parse::{Page, ParsedFamily};

pub(super) fn check(page: &Page<'_>, findings: &mut Findings) {
    let mut owners = HashMap::<String, &ParsedFamily<'_>>::new();
    for family in &page.families {
        let suffixes = family.kind.suffixes(findings.dialect);
        // The name itself is taken even where no sample is called so.
        let own = (!suffixes.contains(&"")).then_some("");
        for suffix in own.into_iter().chain(suffixes.iter().copied()) {
            let sample = format!("{}{suffix}", family.name);
            let Some(other) = owners.get(&sample) else {
                owners.insert(sample, family);
                continue;
            };
            findings.turn_to(&family.name);
            let message = format!(
                "`{}` ({}) and `{}` ({}, line {}) can both have a sample `{sample}`: call one of them differently",
                family.name, family.kind, other.name, other.kind, other.line
            );
            findings.error(Rule::Clash, family.line, message);
            break;
        }
    }
}
