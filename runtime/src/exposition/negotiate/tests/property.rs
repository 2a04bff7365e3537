use proptest::{prelude::*, sample::subsequence};

use crate::exposition::{
    Escaping, Format,
    compress::Coding,
    negotiate::{coding, format},
};

const RANGES: &[&str] = &[
    "*/*",
    "text/*",
    "application/*",
    "text/plain",
    "text/plain;version=0.0.4",
    "text/plain;version=1.0.0;escaping=dots",
    "application/openmetrics-text",
    "application/openmetrics-text;version=0.0.1",
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8",
    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
    "application/json",
    "image/png",
    "text/plain;version=3",
];

const FORMATS: &[(Format, &str, &str)] = &[
    (Format::Text0_0_4, "text/plain", "text/plain;version=0.0.4"),
    (Format::Text1_0_0, "text/plain", "text/plain;version=1.0.0"),
    (Format::OpenMetrics0_0_1, "application/openmetrics-text", "application/openmetrics-text;version=0.0.1"),
    (Format::OpenMetrics1_0_0, "application/openmetrics-text", "application/openmetrics-text;version=1.0.0"),
    (Format::Protobuf, "application/vnd.google.protobuf", "application/vnd.google.protobuf;proto="),
    (Format::Json, "application/json", "application/json"),
];

/// The weight of a format by the letter of the RFC: that of the longest range which covers it.
fn weight(ranges: &[(&str, u16)], format: Format) -> u16 {
    let (_, media_type, whole) = FORMATS.iter().find(|known| known.0 == format).expect("all are there");
    let (kind, _) = media_type.split_once('/').expect("it is a media type");
    let is_oldest = matches!(format, Format::Text0_0_4 | Format::OpenMetrics0_0_1);
    let covers = |(range, weight): &&(&str, u16)| {
        let is_bare = range == media_type && (is_oldest || media_type == whole || *weight == 0);
        *range == "*/*" || **range == format!("{kind}/*") || is_bare || range.starts_with(whole)
    };
    let rank = |range: &str| if range == "*/*" { 0 } else { range.len() };
    let longest = ranges.iter().filter(covers).max_by_key(|(range, _)| rank(range));
    longest.map_or(0, |(_, weight)| *weight)
}

fn header(ranges: &[(&str, u16)]) -> String {
    let ranges = ranges.iter().map(|(range, weight)| match weight {
        1000 => (*range).to_owned(),
        _ => format!("{range};q=0.{weight:03}"),
    });
    ranges.collect::<Vec<_>>().join(", ")
}

/// Ranges with weights of which no two are the same.
fn ranges() -> impl Strategy<Value = Vec<(&'static str, u16)>> {
    let weights = subsequence((0..=1000).collect::<Vec<u16>>(), RANGES.len()).prop_shuffle();
    (subsequence(RANGES, 0..=RANGES.len()).prop_shuffle(), weights, any::<bool>()).prop_map(
        |(ranges, weights, has_refusals)| {
            let weights = weights.into_iter().map(move |weight| match weight {
                0..=400 if has_refusals => 0,
                weight => weight,
            });
            ranges.into_iter().zip(weights).collect()
        },
    )
}

/// What headers are made of, put together at random.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        proptest::sample::select(RANGES).prop_map(str::to_owned),
        proptest::sample::select(vec![
            ",", ";", "=", "\"", "\\", "q", "q=0", "q=1", "*", "/", " ", "gzip", "zstd", "identity"
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    proptest::collection::vec(scrap, 0..24).prop_map(|scraps| scraps.concat())
}

proptest! {
    #[test]
    fn whatever_comes_there_is_a_content_type(header in scraps()) {
        let (format, escaping) = format::choose(&header);
        prop_assert!(format.content_type(escaping).contains('/'));
        prop_assert!(Coding::ALL.contains(&coding::choose(&header)));
    }

    #[test]
    fn no_format_is_wanted_more_than_the_one_that_is_chosen(ranges in ranges()) {
        let (format, _) = format::choose(&header(&ranges));
        let chosen = weight(&ranges, format);
        let most = FORMATS.iter().map(|known| weight(&ranges, known.0)).max().expect("there are some");
        prop_assert_eq!(chosen, most);
        // Refused altogether, a scraper gets what each can read.
        prop_assert!(most > 0 || format == Format::Text0_0_4);
    }

    #[test]
    fn the_order_of_ranges_with_different_weights_makes_no_difference(
        (ranges, turned) in ranges().prop_flat_map(|ranges| (Just(ranges.clone()), Just(ranges).prop_shuffle()))
    ) {
        prop_assert_eq!(format::choose(&header(&ranges)), format::choose(&header(&turned)));
    }

    #[test]
    fn a_version_is_never_given_without_an_escaping_that_the_format_can_have(ranges in ranges()) {
        let (format, escaping) = format::choose(&header(&ranges));
        let has_quotes = !matches!(format, Format::Text0_0_4 | Format::OpenMetrics0_0_1);
        prop_assert!(has_quotes || escaping != Escaping::AllowUtf8);
    }

    #[test]
    fn a_coding_that_is_refused_is_not_chosen(weights in proptest::collection::vec(0..=1000_u16, 4)) {
        let codings: Vec<_> = ["gzip", "zstd", "identity", "*"].into_iter().zip(weights).collect();
        let chosen = coding::choose(&header(&codings));
        let weight = |coding: Coding| codings.iter().find(|(name, _)| coding.is_called(name)).expect("it is there").1;
        let most = Coding::ALL.into_iter().map(weight).max().expect("there are some");
        prop_assert!(weight(chosen) == most || (most == 0 && chosen == Coding::Identity));
    }
}

/// Read again from the start for each element, these would take minutes.
#[test]
fn headers_of_a_megabyte_are_read_in_one_go() {
    let endless = ["\"", "\\", "a;", "a=\""].map(|scrap| scrap.repeat(1_000_000 / scrap.len()));
    let lists = [",", ";,", "text/plain,", "a;q=0.5,", "*/*;q=0.1,", "gzip,", "\",\","];
    let lists = lists.map(|scrap| scrap.repeat(1_000_000 / scrap.len()));
    for header in endless.iter().chain(&lists) {
        assert!(!format::choose(header).0.content_type(Escaping::Dots).is_empty());
        coding::choose(header);
    }
}
