//! The buckets of native histograms as [spans and deltas](https://prometheus.io/docs/specs/native_histograms/#data-model).

use super::wire::Message;

/// Where the buckets of one side of zero stand in a histogram.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    span: u8,
    delta: u8,
}

impl Fields {
    pub(super) const NEGATIVE: Self = Self { span: 9, delta: 10 };
    pub(super) const POSITIVE: Self = Self { span: 12, delta: 13 };
}

/// A gap of no more empty buckets is written as empty buckets: a span of its own would take more.
const SHORT_GAP: i64 = 2;

/// Writes buckets in the order of their indexes. Spans and deltas are made in one walk each over what is the same list of buckets:
/// Prometheus stops at a histogram in which they disagree.
pub(super) fn write_buckets(wire: &mut Vec<u8>, fields: Fields, buckets: &[(i32, u64)]) {
    write_spans(wire, fields.span, buckets);
    let mut before = 0_i64;
    for count in with_short_gaps(buckets) {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        wire.signed(fields.delta, count - before);
        before = count;
    }
}

fn write_spans(wire: &mut Vec<u8>, field: u8, buckets: &[(i32, u64)]) {
    let (mut from, mut rest) = (0, buckets);
    while let Some((first, _)) = rest.first() {
        let joined = 1 + rest.windows(2).take_while(|pair| gap(pair[0].0, pair[1].0) <= SHORT_GAP).count();
        let (now, later) = rest.split_at(joined);
        let last = now.last().map_or(*first, |(last, _)| *last);
        // An offset has 32 bits, of which one is its sign: what is further away is reached in two steps.
        let most = i64::from(i32::MAX);
        while i64::from(*first) - from > most {
            write_span(wire, field, most, 0);
            from += most;
        }
        write_span(wire, field, i64::from(*first) - from, i64::from(last) - i64::from(*first) + 1);
        (from, rest) = (i64::from(last) + 1, later);
    }
}

fn write_span(wire: &mut Vec<u8>, field: u8, offset: i64, length: i64) {
    wire.message(field, |wire| {
        wire.signed(1, offset);
        wire.unsigned(2, length.unsigned_abs());
    });
}

/// The counts of all buckets that spans tell of, empty ones included.
fn with_short_gaps(buckets: &[(i32, u64)]) -> impl Iterator<Item = u64> {
    let gaps = buckets
        .windows(2)
        .map(|pair| gap(pair[0].0, pair[1].0))
        .map(|gap| if gap <= SHORT_GAP { gap } else { 0 });
    buckets
        .iter()
        .zip(std::iter::once(0).chain(gaps))
        .flat_map(|((_, count), gap)| (0..gap).map(|_| 0).chain(std::iter::once(*count)))
}

/// How many buckets there are between these.
fn gap(one: i32, next: i32) -> i64 {
    i64::from(next) - i64::from(one) - 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The varints of a message whose fields are such, or messages of such, each with the number of its field.
    fn varints(mut bytes: &[u8]) -> Vec<(u64, u64)> {
        let mut varint = || {
            let length = bytes.iter().take_while(|byte| **byte >= 0x80).count() + 1;
            let (digits, rest) = bytes.split_at_checked(length)?;
            bytes = rest;
            Some(digits.iter().rev().fold(0, |number, digit| number << 7 | u64::from(digit & 0x7f)))
        };
        // A length tells nothing where all that is in a message is told.
        std::iter::from_fn(|| Some((varint()? >> 3, varint()?))).collect()
    }

    fn unzigzag(number: u64) -> i64 {
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }

    /// What a reader with numbers of 32 bits finds that are not empty.
    fn read(bytes: &[u8]) -> Vec<(i32, i64)> {
        let (mut index, mut indexes, mut count, mut counts) = (0_i64, Vec::new(), 0_i64, Vec::new());
        for (field, number) in varints(bytes) {
            match field {
                1 => {
                    let offset = i32::try_from(unzigzag(number)).expect("an offset has 32 bits");
                    assert!(indexes.is_empty() || offset >= 0, "spans follow each other");
                    index += i64::from(offset);
                }
                2 => {
                    let length = u32::try_from(number).expect("a length has 32 bits");
                    indexes.extend((0..i64::from(length)).map(|at| index + at));
                    index += i64::from(length);
                }
                13 => {
                    count = count.checked_add(unzigzag(number)).expect("counts have 63 bits");
                    counts.push(count);
                }
                _ => {}
            }
        }
        assert_eq!(indexes.len(), counts.len(), "a count for each bucket");
        let index = |index: i64| i32::try_from(index).expect("an index has 32 bits");
        indexes.into_iter().map(index).zip(counts).filter(|(_, count)| *count != 0).collect()
    }

    #[track_caller]
    fn assert_comes_back(buckets: &[(i32, u64)]) {
        let mut bytes = Vec::new();
        write_buckets(&mut bytes, Fields::POSITIVE, buckets);
        let most = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let filled: Vec<_> = buckets.iter().map(|(index, count)| (*index, most(*count))).collect();
        assert_eq!(read(&bytes), filled);
    }

    #[test]
    fn buckets_at_the_ends_come_back() {
        assert_comes_back(&[]);
        for index in [i32::MIN, -1, 0, 1, i32::MAX] {
            assert_comes_back(&[(index, 1)]);
        }
        assert_comes_back(&[(i32::MIN, 1), (i32::MAX, 2)]);
        assert_comes_back(&[(i32::MIN, u64::MAX), (0, 1), (i32::MAX - 1, u64::MAX), (i32::MAX, 1)]);
    }

    proptest! {
        #[test]
        fn buckets_come_back(
            gaps in prop::collection::vec((prop_oneof![0..6_u32, any::<u32>()], prop_oneof![1..9_u64, 1..=u64::MAX]), 0..30),
            first in prop_oneof![-9..9_i32, any::<i32>()],
        ) {
            let mut next = i64::from(first);
            let buckets = gaps.into_iter().map_while(|(gap, count)| {
                let index = i32::try_from(next).ok();
                next += i64::from(gap) + 1;
                index.map(|index| (index, count))
            });
            assert_comes_back(&buckets.collect::<Vec<_>>());
        }
    }
}
