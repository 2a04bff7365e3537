//! What is read, what is refused, and in which words.

use proptest::prelude::*;

use super::*;

const TEXT: Format = Format::Text0_0_4;
const OPEN_METRICS: Format = Format::OpenMetrics1_0_0;
const ALL: [Format; 4] =
    [Format::Text0_0_4, Format::Text1_0_0, Format::OpenMetrics0_0_1, Format::OpenMetrics1_0_0];

fn read(page: &str, format: Format) -> Page<'_> {
    parse(page, format).unwrap_or_else(|error| panic!("{error} in {page:?}"))
}

fn only_sample(page: &str, format: Format) -> Sample<'_> {
    let page = read(page, format);
    let [family] = &page.families[..] else { panic!("there is one family: {page:?}") };
    let [sample] = &family.samples[..] else { panic!("there is one sample: {page:?}") };
    sample.clone()
}

#[track_caller]
fn refuses(page: &str, format: Format, message: &str) {
    let error = parse(page, format).expect_err(page);
    assert_eq!(error.to_string(), message, "{page:?}");
}

#[test]
fn a_page_is_families_with_what_is_said_of_them() {
    let text = "# TYPE oven_seconds summary\n# UNIT oven_seconds seconds\n# HELP oven_seconds How \\\"long\\\".\\n\n\
                oven_seconds{quantile=\"0.5\"} 2\noven_seconds_count 3\noven_seconds_sum 4.5 12.25\n# EOF\n";
    let page = read(text, OPEN_METRICS);
    let family = page.family("oven_seconds").expect("it is there");
    assert_eq!((family.kind, family.has_type(), family.line), (Type::Summary, true, 1));
    assert_eq!((family.unit.as_deref(), family.help.as_deref()), (Some("seconds"), Some("How \"long\".\n")));
    let samples: Vec<_> =
        family.samples.iter().map(|sample| (sample.to_string(), sample.value.value(), sample.line)).collect();
    let expected = [
        ("oven_seconds{quantile=\"0.5\"}", 2.0, 4),
        ("oven_seconds_count", 3.0, 5),
        ("oven_seconds_sum", 4.5, 6),
    ];
    assert_eq!(samples, expected.map(|(series, value, line)| (series.to_owned(), value, line)));
    let timestamp = family.samples[2].timestamp.expect("it has one");
    assert_eq!((timestamp.as_str(), timestamp.seconds().to_bits()), ("12.25", 12.25_f64.to_bits()));
}

#[test]
fn samples_go_to_the_family_whose_type_has_their_ending() {
    for (page, format, families) in [
        ("# TYPE a counter\na_total 1\na_created 1\n# EOF", OPEN_METRICS, vec![("a", 2)]),
        ("# TYPE a_total counter\na_total 1\na_created 1\n", TEXT, vec![("a_total", 1), ("a_created", 1)]),
        ("# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum 1\n", TEXT, vec![("a", 3)]),
        (
            "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gcount 1\na_sum 1\n# EOF",
            OPEN_METRICS,
            vec![("a", 2), ("a_sum", 1)],
        ),
        (
            "# TYPE a info\na_info 1\n# TYPE b stateset\nb{b=\"x\"} 1\n# EOF",
            OPEN_METRICS,
            vec![("a", 1), ("b", 1)],
        ),
        ("# TYPE a gauge\na_sum 1\na 1\n", TEXT, vec![("a", 1), ("a_sum", 1)]),
        ("# TYPE a summary\n# TYPE b gauge\nb 1\na_sum 1\n", TEXT, vec![("a", 1), ("b", 1)]),
    ] {
        let read = read(page, format);
        let counts: Vec<_> =
            read.families.iter().map(|family| (&*family.name, family.samples.len())).collect();
        assert_eq!(counts, families, "{page:?}");
    }
}

#[test]
fn the_text_format_is_lenient_about_what_says_nothing() {
    for page in [
        "a{b=\"c\"} 1",
        "\n \t\n a\t{ b = \"c\" , }\t1 \n",
        "# a comment\n#\n#HELP\n# HELP a\n# TYPE a\n#TYPEa x\na{b=\"c\"}1\n",
        "{\"a\",b=\"c\"} 1\n",
        "{b=\"c\",\"a\"} 1\n",
    ] {
        let sample = only_sample(page, TEXT);
        assert_eq!(
            (&*sample.name, sample.label("b"), sample.value.as_str()),
            ("a", Some("c"), "1"),
            "{page:?}"
        );
    }
    assert_eq!(read("", TEXT).families, []);
}

#[test]
fn names_of_any_letters_stand_in_quotes() {
    for format in ALL {
        let page = "# TYPE \"my.metric\" gauge\n# HELP \"my.metric\" Ours.\n{\"my.metric\",\"a \\\"label\\\"\"=\"v\",b=\"w\"} 1\n# EOF\n";
        let sample = only_sample(page, format);
        assert_eq!(
            (&*sample.name, sample.label("a \"label\""), sample.label("b")),
            ("my.metric", Some("v"), Some("w"))
        );
        assert_eq!(sample.to_string(), "{\"my.metric\",\"a \\\"label\\\"\"=\"v\",b=\"w\"}");
        assert_eq!(read(page, format).families[0].kind, Type::Gauge);
    }
}

#[test]
fn values_of_labels_are_no_longer_escaped() {
    for (written, value) in
        [(r"a\\b", "a\\b"), (r#"\"\n\\n"#, "\"\n\\n"), (r"\z", "\\z"), ("é} # ,", "é} # ,"), ("", "")]
    {
        for format in ALL {
            let page = format!("a{{b=\"{written}\"}} 1\n# EOF\n");
            assert_eq!(only_sample(&page, format).label("b"), Some(value), "{page}");
        }
    }
}

#[test]
fn numbers_are_read_as_go_reads_them() {
    for text in [
        "1",
        "+1",
        "-0",
        "001",
        "1.",
        ".5",
        "1e-3",
        "1E+3",
        "+Inf",
        "-inf",
        "Infinity",
        "NaN",
        "nan",
        "18446744073709551615",
    ] {
        assert!(number(text).is_some(), "{text}");
    }
    for text in
        ["", ".", "+", "e5", "1e", "0x1", "0x1p-3", "1_2", "+NaN", "-nan", "1e400", "1a", " 1", "1 ", "٣"]
    {
        assert_eq!(number(text), None, "{text}");
    }
}

#[test]
fn timestamps_are_milliseconds_in_text_and_seconds_in_open_metrics() {
    for (page, format, seconds) in [
        ("a 1 1500", TEXT, 1.5),
        ("a 1 -1500", TEXT, -1.5),
        ("a 1 1500\n# EOF", OPEN_METRICS, 1500.0),
        ("a 1 1.5e3\n# EOF", OPEN_METRICS, 1500.0),
    ] {
        let timestamp = only_sample(page, format).timestamp.expect("it has one");
        assert_eq!(timestamp.seconds().to_bits(), f64::to_bits(seconds), "{page}");
    }
}

#[test]
fn exemplars_have_labels_a_value_and_perhaps_a_timestamp() {
    let page = "# TYPE a counter\na_total{b=\"c\"} 2 3 # {d=\"e # {\"} 0.5 1.25\n# EOF\n";
    let sample = only_sample(page, OPEN_METRICS);
    let exemplar = sample.exemplar.expect("it has one");
    assert_eq!((exemplar.label("d"), exemplar.value.as_str()), (Some("e # {"), "0.5"));
    assert_eq!(exemplar.timestamp.map(ParsedTimestamp::as_str), Some("1.25"));
    let without = only_sample("a_total 2 # {} 1\n# EOF", OPEN_METRICS).exemplar.expect("it has one");
    assert_eq!((without.labels.len(), without.timestamp), (0, None));
}

const REFUSED_TEXT: &[(&str, &str)] = &[
    ("a 1\nb", "line 2, column 2: the value is missing: write it behind a blank, like `17` or `0.5`"),
    (
        "my-metric 1",
        "line 1, column 3: `-` can't be here in the name of a metric: write letters, digits and `_`, no digit first, or the name in quotes: `{\"a.name\"} 1`",
    ),
    (
        "1a 1",
        "line 1, column 1: `1` can't be here in the name of a metric: write letters, digits and `_`, no digit first, or the name in quotes: `{\"a.name\"} 1`",
    ),
    ("{b=\"c\"} 1", "line 1, column 8: there is no name: write it before the `{`, or in quotes behind it"),
    ("{\"\"} 1", "line 1, column 2: a name is empty: write one"),
    ("a{\"b\"} 1", "line 1, column 6: there is `}` where there should be `=` behind the name of a label"),
    (
        "a{é=\"c\"} 1",
        "line 1, column 3: `é` can't be here in the name of a label: write letters, digits and `_`, no digit first, or the name in quotes: `\"a.label\"=\"value\"`",
    ),
    (
        "a{b=c} 1",
        "line 1, column 5: there is `c` where there should be `\"` at the start of the value of a label",
    ),
    ("a{b=\"é\" c} 1", "line 1, column 9: there is `c` where there should be `,` or `}` behind a label"),
    ("a{b=\"c} 1\n\"}", "line 1, column 6: the value of a label has no closing quote: write `\"` behind it"),
    ("a one", "line 1, column 3: `one` is no number: write one like `17`, `0.5`, `1e-3`, `+Inf` or `NaN`"),
    (
        "a 1 1.5",
        "line 1, column 5: `1.5` is no timestamp: write whole milliseconds since 1970, such as `1700000000000`",
    ),
    (
        "a 1 # {} 1",
        "line 1, column 5: the text format has no exemplars and no comments behind a value: write the page in OpenMetrics, or leave it out",
    ),
    ("a 1 2 3", "line 1, column 7: there is `3` where there should be the end of the line"),
    (
        "# TYPE a info",
        "line 1, column 10: `info` is no type: write one of `counter`, `gauge`, `histogram`, `summary`, `untyped`",
    ),
    (
        "# TYPE a.b gauge",
        "line 1, column 9: `.` can't be here in the name of a family: write letters, digits and `_`, no digit first, or the name in quotes: `# TYPE \"a.name\" …`",
    ),
    (
        "a 1\r\n",
        "line 1, column 4: there is a carriage return at the end of the line: end lines with a line feed only",
    ),
    ("\u{feff}a 1\n", "line 1, column 1: there is a byte order mark: leave it out"),
];

#[test]
fn lines_of_text_that_can_not_be_read_are_refused_with_what_to_write() {
    for (page, message) in REFUSED_TEXT {
        refuses(page, TEXT, message);
    }
}

const REFUSED_OPEN_METRICS: &[(&str, &str)] = &[
    ("", "line 1, column 1: the page does not end with `# EOF`: write it as the last line"),
    ("a 1\n", "line 1, column 1: the page does not end with `# EOF`: write it as the last line"),
    (
        "# EOF\na 1\n",
        "line 2, column 1: there is something behind `# EOF`: leave it out, or move it before that line",
    ),
    (
        "# EOF\n\n",
        "line 2, column 1: there is something behind `# EOF`: leave it out, or move it before that line",
    ),
    ("a 1\n\n# EOF\n", "line 2, column 1: there is an empty line: OpenMetrics has none, leave it out"),
    (
        "# a comment\n# EOF\n",
        "line 1, column 1: OpenMetrics has no comments: begin the line with `# TYPE `, `# UNIT `, `# HELP ` or a sample",
    ),
    (
        "# EOF \n",
        "line 1, column 1: OpenMetrics has no comments: begin the line with `# TYPE `, `# UNIT `, `# HELP ` or a sample",
    ),
    ("a  1\n# EOF\n", "line 1, column 3: there is more than one blank before the value: leave one"),
    ("a 1 \n# EOF\n", "line 1, column 5: there is a blank at the end of the line: leave it out"),
    (
        "a{b=\"c\"}1\n# EOF\n",
        "line 1, column 9: there is `1` where there should be one blank before the value",
    ),
    (
        "a{b=\"c\",} 1\n# EOF\n",
        "line 1, column 8: there is no label behind the last comma: leave the comma out",
    ),
    (
        "a{ b=\"c\"} 1\n# EOF\n",
        "line 1, column 3: there is a blank where there should be the name of a label: write letters, digits and `_`, no digit first, or the name in quotes: `\"a.label\"=\"value\"`",
    ),
    (
        "a 1 NaN\n# EOF\n",
        "line 1, column 5: `NaN` is no timestamp: write seconds since 1970, such as `1700000000.123`",
    ),
    (
        "a 1 # 1\n# EOF\n",
        "line 1, column 7: there is `1` where there should be `{` at the start of an exemplar",
    ),
    (
        "a 1 # {}\n# EOF\n",
        "line 1, column 9: the value of the exemplar is missing: write it behind a blank, like `17` or `0.5`",
    ),
    (
        "# HELP a\n# EOF\n",
        "line 1, column 9: there is nothing more where there should be one blank behind the name of the family",
    ),
    ("# UNIT a s s\n# EOF\n", "line 1, column 10: `s s` is no unit: write one word, such as `seconds`"),
    (
        "# TYPE a untyped\n# EOF\n",
        "line 1, column 10: `untyped` is no type: write one of `counter`, `gauge`, `histogram`, `gaugehistogram`, `summary`, `info`, `stateset`, `unknown`",
    ),
    (
        "# EOF\r\n",
        "line 1, column 6: there is a carriage return at the end of the line: end lines with a line feed only",
    ),
];

#[test]
fn lines_of_open_metrics_that_can_not_be_read_are_refused_with_what_to_write() {
    for (page, message) in REFUSED_OPEN_METRICS {
        refuses(page, OPEN_METRICS, message);
    }
}

#[test]
fn what_is_no_text_is_refused() {
    refuses(
        "",
        Format::Protobuf,
        "line 1, column 1: `Protobuf` is no text format: ask for the page in one of text or OpenMetrics",
    );
    refuses(
        "",
        Format::Json,
        "line 1, column 1: `Json` is no text format: ask for the page in one of text or OpenMetrics",
    );
}

#[test]
fn what_somebody_wrote_is_shown_in_part_if_it_is_long() {
    let error = parse(&format!("a {}", "x".repeat(1000)), TEXT).expect_err("that is no number");
    assert!(error.message().len() < 200, "{error}");
}

proptest! {
    #[test]
    fn a_sample_comes_back_as_it_is_displayed(
        name in "(?s).{1,8}",
        labels in prop::collection::vec(("(?s).{1,4}", any::<String>()), 0..4),
        value in any::<f64>(),
    ) {
        let labels = labels.into_iter().map(|(name, value)| Label { name: name.into(), value: value.into() }).collect();
        let text = value.to_string().replace("inf", "+Inf").replace("-+", "-");
        let value = ParsedNumber::read(&text).expect("it is one");
        let sample = Sample { name: name.into(), labels, value, timestamp: None, exemplar: None, line: 1 };
        for format in ALL {
            let page = format!("{sample} {text}\n# EOF\n");
            let read = only_sample(&page, format);
            prop_assert_eq!((&read.name, &read.labels, read.value.as_str()), (&sample.name, &sample.labels, &*text));
        }
    }
}
