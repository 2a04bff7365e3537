use tickmark::{NativeHistogram, NativeValue};

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
