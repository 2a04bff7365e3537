//! The coding of a body, from the header `Accept-Encoding`:
//! [RFC 9110, 12.5.3](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3).

use std::cmp::Reverse;

use super::list::elements;
use crate::exposition::compress::Coding;

/// The coding that is wanted most, or none where that is refused or nothing is said.
///
/// The RFC lets a server answer with 415 where even a body without coding is refused; a scrape that can be read is worth more. Of codings
/// wanted alike, one that is named comes before one that the wildcard covers, then the one that compresses better.
pub(in crate::exposition) fn choose(accept_encoding: &str) -> Coding {
    let mut weights = Coding::ALL.map(|coding| (coding, None));
    let mut others = None;
    for element in elements(accept_encoding) {
        if element.name == "*" {
            others = others.max(Some(element.weight));
        }
        for (_, weight) in weights.iter_mut().filter(|(coding, _)| coding.is_called(element.name)) {
            *weight = (*weight).max(Some(element.weight));
        }
    }
    let wanted = weights.into_iter().filter_map(|(coding, weight)| {
        let rank = (weight.or(others)?, weight.is_some());
        (rank.0 > 0).then_some((coding, rank))
    });
    wanted.min_by_key(|(_, rank)| Reverse(*rank)).map_or(Coding::Identity, |(coding, _)| coding)
}
