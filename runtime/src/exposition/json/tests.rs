use std::{collections::BTreeSet, sync::Arc};

use crate::{
    Buckets, Collect, Counter, CounterValue, Exemplar, FamilyMeta, HistogramValue, Kind, LabelsBuf,
    NativeHistogram, Number, Registry, Sink, StateSetValue, SummaryValue, Timestamp,
    exposition::{Encoder, Format},
};

/// A collector that is a function.
struct Says<F>(F);

impl<F: Fn(&mut dyn Sink) + Send + Sync> Collect for Says<F> {
    fn collect(&self, sink: &mut dyn Sink) {
        (self.0)(sink);
    }
}

/// The page without what the registry says of its collectors.
fn page(says: impl Fn(&mut dyn Sink) + Send + Sync + 'static) -> String {
    let registry = Registry::new();
    registry.attach(Says(says));
    let mut page = Vec::new();
    Encoder::new(Format::Json).encode(&registry, &mut page);
    let page = String::from_utf8(page).expect("pages are text");
    let (families, _) = page.split_once("\n{\"name\":\"tickmark_collector").expect("it is the last");
    families.trim_end_matches(',').to_owned()
}

#[test]
fn an_empty_page_has_no_families() {
    let mut page = Vec::new();
    Encoder::new(Format::Json).encode(&Registry::new(), &mut page);
    assert_eq!(page, b"{\"families\":[]}\n");
}

#[test]
fn values_are_in_their_series() {
    let page = page(|sink| {
        sink.family(&FamilyMeta::new("a_total", Kind::Counter, "A."));
        let exemplar = Exemplar::new(LabelsBuf::new().with("trace_id", "7f"), 0.5);
        let exemplar = exemplar.expect("it is short").at(Timestamp::from_milliseconds(1_250));
        let value = CounterValue::new(Number::Integer(u64::MAX)).with_exemplar(Some(&exemplar));
        let value = value.with_created(Some(Timestamp::from_milliseconds(1_000)));
        sink.counter(LabelsBuf::new().with("k", "1").with("http.path", "/").as_labels(), &value);
        sink.counter(LabelsBuf::new().with("k", "2").as_labels(), &1e300.into());
        sink.family(&FamilyMeta::new("b_celsius", Kind::Gauge, "").with_unit("celsius"));
        for (at, value) in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 0.1].into_iter().enumerate() {
            sink.gauge(LabelsBuf::new().with("at", &at.to_string()).as_labels(), value);
        }
    });
    assert_eq!(
        page,
        r#"{"families":[
{"name":"a_total","kind":"counter","help":"A.","series":[
{"labels":{"k":"1","http.path":"/"},"value":18446744073709551615,"created":1000,"exemplar":{"labels":{"trace_id":"7f"},"value":0.5,"time":1250}},
{"labels":{"k":"2"},"value":1e+300}]},
{"name":"b_celsius","kind":"gauge","unit":"celsius","help":"","series":[
{"labels":{"at":"0"},"value":"NaN"},
{"labels":{"at":"1"},"value":"+Inf"},
{"labels":{"at":"2"},"value":"-Inf"},
{"labels":{"at":"3"},"value":-0},
{"labels":{"at":"4"},"value":0.1}]}"#
    );
}

#[test]
fn what_has_several_values_has_them_in_one_series() {
    let page = page(|sink| {
        let none = LabelsBuf::new();
        let buckets = Buckets::new(&[0.5, 1.0]);
        let exemplar = |value| Exemplar::new(LabelsBuf::new(), value).expect("it is short");
        let exemplars = [(0, exemplar(0.25)), (2, exemplar(7.0))];
        let value = HistogramValue::new(&buckets, &[1, 0, 2], 14.25).with_exemplars(&exemplars);
        let value = value.with_created(Some(Timestamp::from_milliseconds(5)));
        sink.family(&FamilyMeta::new("h", Kind::Histogram, "H."));
        sink.histogram(none.as_labels(), &value);
        sink.family(&FamilyMeta::new("i", Kind::GaugeHistogram, "I."));
        sink.gauge_histogram(none.as_labels(), &value.with_exemplars(&[]));
        sink.family(&FamilyMeta::new("j", Kind::Info, "J."));
        sink.info(LabelsBuf::new().with("v", "1").as_labels());
        sink.family(&FamilyMeta::new("k", Kind::StateSet, "K."));
        sink.state_set(none.as_labels(), &StateSetValue::new(&["on", "off"], 0b10));
        sink.family(&FamilyMeta::new("s", Kind::Summary, "S."));
        sink.summary(none.as_labels(), &SummaryValue::new(&[(0.5, 2.0), (0.9, f64::NAN)], 9.0, 4));
        sink.summary(LabelsBuf::new().with("k", "v").as_labels(), &SummaryValue::new(&[], 0.0, 0));
    });
    assert_eq!(
        page,
        r#"{"families":[
{"name":"h","kind":"histogram","help":"H.","series":[
{"labels":{},"count":3,"sum":14.25,"buckets":[{"le":0.5,"count":1},{"le":1,"count":1},{"le":"+Inf","count":3}],"created":5,"exemplars":[{"labels":{},"value":0.25},{"labels":{},"value":7}]}]},
{"name":"i","kind":"gauge_histogram","help":"I.","series":[
{"labels":{},"count":3,"sum":14.25,"buckets":[{"le":0.5,"count":1},{"le":1,"count":1},{"le":"+Inf","count":3}]}]},
{"name":"j","kind":"info","help":"J.","series":[
{"labels":{"v":"1"}}]},
{"name":"k","kind":"state_set","help":"K.","series":[
{"labels":{},"states":{"on":false,"off":true}}]},
{"name":"s","kind":"summary","help":"S.","series":[
{"labels":{},"count":4,"sum":9,"quantiles":[{"quantile":0.5,"value":2},{"quantile":0.9,"value":"NaN"}]},
{"labels":{"k":"v"},"count":0,"sum":0,"quantiles":[]}]}"#
    );
}

#[test]
fn a_native_histogram_has_its_own_buckets_and_those_that_were_chosen() {
    let page = page(|sink| {
        let histogram = NativeHistogram::new();
        for value in [-2.0, 0.0, 1.0, 2.0, 2.0, f64::NAN] {
            histogram.observe(value);
        }
        let mut value = histogram.value();
        (value.schema, value.zero_threshold, value.created) = (0, 0.125, None);
        (value.positive, value.negative) = (vec![(0, 1), (1, 2)].into(), vec![(1, 1)].into());
        value.classic = None;
        sink.family(&FamilyMeta::new("n", Kind::Histogram, "N."));
        sink.native_histogram(LabelsBuf::new().as_labels(), &value);
        let buckets = Buckets::new(&[1.0]);
        value.classic = Some(crate::ClassicBuckets::new(&buckets, vec![3, 3]));
        (value.positive, value.negative) = (vec![].into(), vec![].into());
        sink.native_histogram(LabelsBuf::new().with("k", "v").as_labels(), &value);
    });
    let native = |rest: &str| page.contains(rest);
    assert!(
        native(
            r#"{"labels":{},"count":6,"sum":"NaN","schema":0,"zero_threshold":0.125,"zero_count":1,"not_a_number":1,"positive":[[0,1],[1,2]],"negative":[[1,1]]}"#
        ),
        "{page}"
    );
    assert!(
        native(
            r#""not_a_number":1,"positive":[],"negative":[],"buckets":[{"le":1,"count":3},{"le":"+Inf","count":6}]}"#
        ),
        "{page}"
    );
}

#[test]
fn control_characters_quotes_and_backslashes_are_escaped_wherever_they_stand() {
    let page = page(|sink| {
        sink.family(&FamilyMeta::new("a\u{1}\"\\\n\u{1f}é", Kind::StateSet, "\r\t\u{8}\u{7f}\u{2028}\""));
        let labels = LabelsBuf::new().with("n\"\\\n\u{0}", "v\"\\\n\u{b}\\n");
        sink.state_set(labels.as_labels(), &StateSetValue::new(&["s\"\n\\\u{1b}"], 1));
    });
    assert_eq!(
        page,
        "{\"families\":[\n\
         {\"name\":\"a\\u0001\\\"\\\\\\n\\u001fé\",\"kind\":\"state_set\",\"help\":\"\\r\\t\\u0008\u{7f}\u{2028}\\\"\",\"series\":[\n\
         {\"labels\":{\"n\\\"\\\\\\n\\u0000\":\"v\\\"\\\\\\n\\u000b\\\\n\"},\"states\":{\"s\\\"\\n\\\\\\u001b\":true}}]}"
    );
}

#[test]
fn a_page_in_pieces_is_the_same() {
    let registry = Registry::new();
    for at in 0..2_000 {
        let name = format!("pieces_{at}_total");
        registry.register(name, "Of 2,000.", Arc::new(Counter::new())).expect("the name is free");
    }
    let (mut whole, mut pieces) = (Vec::new(), Pieces::default());
    Encoder::new(Format::Json).encode(&registry, &mut whole);
    Encoder::new(Format::Json).write(&registry, &mut pieces).expect("memory takes all");
    assert_eq!(pieces.bytes, whole);
    assert!(pieces.sizes.len() > 1 && pieces.sizes.iter().all(|size| *size < 64 * 1024));
}

#[derive(Default)]
struct Pieces {
    bytes: Vec<u8>,
    sizes: BTreeSet<usize>,
}

impl std::io::Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        self.sizes.insert(piece.len());
        self.bytes.write(piece)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
