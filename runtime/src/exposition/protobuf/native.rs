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
