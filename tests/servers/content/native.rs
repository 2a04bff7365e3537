use std::collections::BTreeMap;

use tickmark::{Exemplar, NativeHistogram, NativeValue};

use super::Observed;

/// A native histogram with these buckets.
pub(in crate::servers) fn native(
    schema: i32,
    positive: &[(i32, u64)],
    negative: &[(i32, u64)],
) -> NativeValue<'static> {
    static EMPTY: NativeHistogram = NativeHistogram::new();
    let mut value = EMPTY.value();
    value.schema = schema;
    value.positive = positive.to_vec().into();
    value.negative = negative.to_vec().into();
    value
}

/// What spans and deltas say: the index of each bucket that is not empty, and its count. An error where they disagree with each other.
pub(in crate::servers) fn consistent(
    spans: &[(i64, u64)],
    deltas: &[i64],
) -> Result<Vec<(i32, u64)>, String> {
    let lengths: u64 = spans.iter().map(|(_, length)| length).sum();
    if lengths != deltas.len() as u64 {
        return Err(format!("spans of {lengths} buckets, and {} deltas", deltas.len()));
    }
    let (mut buckets, mut deltas, mut index, mut count) = (Vec::new(), deltas.iter(), 0_i64, 0_i64);
    for (at, (offset, length)) in spans.iter().enumerate() {
        if at > 0 && *offset < 0 {
            return Err(format!("the span {at} begins before the one in front of it ends"));
        }
        index += offset;
        for delta in deltas.by_ref().take(usize::try_from(*length).map_err(|_| "a span too long")?) {
            count += delta;
            let count = u64::try_from(count).map_err(|_| format!("{count} observations in {index}"))?;
            buckets.push((i32::try_from(index).map_err(|_| "an index too great")?, count));
            index += 1;
        }
    }
    buckets.retain(|(_, count)| *count > 0);
    Ok(buckets)
}

/// Where each bucket that is not empty begins and ends, and its count, from the lowest on.
pub(in crate::servers) fn buckets(value: &NativeValue<'_>) -> Vec<(f64, f64, u64)> {
    let exponent = |index: i32| f64::from(index) * f64::from(-value.schema).exp2();
    // The last that is finite ends at the greatest number, and the one behind it is that of what is infinite.
    let bound = |index: i32| {
        let exponent = exponent(index);
        if exponent <= 1_024.0 { exponent.exp2().min(f64::MAX) } else { f64::INFINITY }
    };
    let below = value.negative.iter().rev().map(|(index, count)| (-bound(*index), -bound(index - 1), *count));
    let zero = (-value.zero_threshold, value.zero_threshold, value.zero_count);
    let above = value.positive.iter().map(|(index, count)| (bound(index - 1), bound(*index), *count));
    below.chain([zero]).chain(above).filter(|(_, _, count)| *count > 0).collect()
}

/// What formats have of a native histogram that know none; each bucket has the newest exemplar in it.
pub(super) fn classic(value: &NativeValue<'_>) -> Observed {
    let classic = value.classic.as_ref();
    let mut observed = classic.map_or_else(
        || Observed::new(&[], &[value.count()], value.sum),
        |classic| Observed::new(classic.buckets.bounds(), &classic.counts, value.sum),
    );
    observed.created = value.created;
    let mut newest: BTreeMap<usize, Exemplar> = BTreeMap::new();
    for exemplar in value.exemplars.iter() {
        let bucket = observed.bounds.iter().position(|bound| exemplar.value() <= *bound);
        let bucket = bucket.unwrap_or(observed.bounds.len());
        let is_newer = newest.get(&bucket).is_none_or(|known| known.time() < exemplar.time());
        if is_newer {
            newest.insert(bucket, exemplar.clone());
        }
    }
    // What was observed since the counts were read is not on the page.
    newest.retain(|bucket, _| observed.counts[*bucket] > 0);
    observed.exemplars = newest.into_iter().collect();
    observed
}
