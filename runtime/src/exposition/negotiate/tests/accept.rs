use crate::exposition::{
    Escaping::{self, AllowUtf8, Dots, Underscores, Values},
    Format::{self, Json, OpenMetrics0_0_1, OpenMetrics1_0_0, Protobuf, Text0_0_4, Text1_0_0},
    negotiate::format::choose,
};

const PROTOBUF: &str = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily";

#[track_caller]
fn assert_choices<'a>(cases: impl IntoIterator<Item = (&'a str, Format, Escaping)>) {
    for (header, format, escaping) in cases {
        assert_eq!(choose(header), (format, escaping), "{header}");
    }
}

fn protobuf(parameters: &str) -> String {
    format!("{PROTOBUF};{parameters}")
}

/// `TestNegotiate`, `TestNegotiateIncludingOpenMetrics` and `TestNegotiateAccept` of `prometheus/common`, `expfmt/encode_test.go`.
///
/// Where nothing is said of escaping, Go takes what the program was configured with; here it is always the `underscores` of the
/// specification. Protobuf as text, for people, is not to be had here.
#[test]
fn formats_are_chosen_as_the_go_library_chooses_them() {
    assert_choices([
        ("text/plain;version=0.0.4", Text0_0_4, Underscores),
        ("text/plain;version=0.0.4;", Text0_0_4, Underscores),
        ("text/plain;version=0.0.4; escaping=values;", Text0_0_4, Values),
        ("application/openmetrics-text", OpenMetrics0_0_1, Underscores),
        ("application/openmetrics-text;version=0.0.1", OpenMetrics0_0_1, Underscores),
        ("application/openmetrics-text;version=0.0.1; escaping=underscores", OpenMetrics0_0_1, Underscores),
        ("application/openmetrics-text;version=1.0.0", OpenMetrics1_0_0, Underscores),
        ("application/openmetrics-text;version=1.0.0; escaping=values;", OpenMetrics1_0_0, Values),
        ("application/openmetrics-text;version=2.0.0", Text0_0_4, Underscores),
        ("application/openmetrics-text;version=0.0.4", Text0_0_4, Underscores),
        (
            "application/openmetrics-text;version=1.0.0;q=0.8, application/openmetrics-text;version=2.0.0;q=0.9",
            OpenMetrics1_0_0,
            Underscores,
        ),
        ("*/*", Text0_0_4, Underscores),
        ("text/plain", Text0_0_4, Underscores),
        ("application/unknown", Text0_0_4, Underscores),
        (&protobuf("encoding=delimited"), Protobuf, Underscores),
        (&protobuf("encoding=delimited; escaping=allow-utf-8;"), Protobuf, AllowUtf8),
        (&protobuf("encoding=delimited; escaping=underscores;"), Protobuf, Underscores),
    ]);
}

#[test]
fn where_the_go_library_says_what_can_not_be_read_we_do_not() {
    assert_choices([
        // Go answers with `escaping=allow-utf-8` in a format that has no quotes for such names.
        ("text/plain;version=0.0.4; escaping=allow-utf-8", Text0_0_4, Underscores),
        ("application/openmetrics-text;version=0.0.1;escaping=allow-utf-8", OpenMetrics0_0_1, Underscores),
    ]);
    for encoding in ["text", "compact-text"] {
        for escaping in ["", ";escaping=underscores", ";escaping=allow-utf-8"] {
            let header = protobuf(&format!("encoding={encoding}{escaping}"));
            assert_choices([(&*header, Text0_0_4, Underscores)]);
        }
    }
}

#[test]
fn nothing_that_can_be_given_is_text() {
    for header in [
        "",
        " ",
        ",,,",
        ";",
        "/",
        "*",
        "*/plain",
        "text",
        "text/",
        "/plain",
        "image/png",
        "text/plainer",
        "*/*;q=0",
        "text/plain;q=0,application/*;q=0",
        "text/plain;version=9",
        "application/json;version=0.0.2;schema=\"prometheus/telemetry\"",
        "application/vnd.google.protobuf",
        "application/vnd.google.protobuf;encoding=delimited",
        PROTOBUF,
        "application/vnd.google.protobuf;proto=Other;encoding=delimited",
        "application/json;q=high",
        "application/json;q=2",
        "\"application/json",
        "application/json\u{a0}",
        "ä/ö;ü=\"ß",
    ] {
        assert_choices([(header, Text0_0_4, Underscores)]);
    }
}

#[test]
fn weights_decide_then_names_before_wildcards_then_the_order() {
    assert_choices([
        ("text/plain;q=0.5,application/json", Json, AllowUtf8),
        ("application/json;q=0.001,*/*;q=0", Json, AllowUtf8),
        ("text/*;q=0.5,application/*;q=0.6", OpenMetrics1_0_0, Underscores),
        ("*/*,application/json", Json, AllowUtf8),
        ("application/*,application/json", Json, AllowUtf8),
        ("*/*,application/*", OpenMetrics1_0_0, Underscores),
        ("application/json,text/plain", Json, AllowUtf8),
        ("text/plain,application/json", Text0_0_4, Underscores),
        ("application/json,text/plain,application/json", Json, AllowUtf8),
        ("application/json;q=2,application/json;q=0.2,text/plain;q=0.1", Json, AllowUtf8),
        // A scraper that wrote `q=2` for 0.2, as one was seen to, gets what it wants most.
        ("application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=2", OpenMetrics1_0_0, Underscores),
    ]);
}

#[test]
fn the_range_that_says_most_about_a_format_decides_its_weight() {
    assert_choices([
        ("text/plain;version=0.0.4;q=0.2,text/*;q=0.9,application/json;q=0.5", Text1_0_0, Underscores),
        ("text/plain;q=0.2,*/*;q=0.3", OpenMetrics1_0_0, Underscores),
        ("text/plain;q=0,*/*", OpenMetrics1_0_0, Underscores),
        ("text/plain;q=0,text/plain;version=1.0.0", Text1_0_0, Underscores),
        ("application/openmetrics-text;q=0,application/*", Json, AllowUtf8),
        ("text/*;q=0,application/json;q=0,application/openmetrics-text;q=0,*/*", Protobuf, Underscores),
        (
            "application/vnd.google.protobuf;q=0,application/json;q=0,application/openmetrics-text;q=0,*/*;q=0.1,text/plain;version=0.0.4;q=0",
            Text1_0_0,
            Underscores,
        ),
        // Said twice, the better holds.
        ("application/json;q=0,application/json;q=0.1", Json, AllowUtf8),
    ]);
}

#[test]
fn a_version_that_nobody_named_is_not_given_for_the_type_alone() {
    assert_choices([
        (
            "application/openmetrics-text;version=0.0.1;q=0,application/openmetrics-text",
            Text0_0_4,
            Underscores,
        ),
        ("text/plain;version=0.0.4;q=0.5,text/plain;q=0.9,application/json;q=0.6", Json, AllowUtf8),
    ]);
}

#[test]
fn letters_quotes_and_blanks_make_no_difference() {
    assert_choices([
        ("TEXT/Plain ; Version = 1.0.0 ;ESCAPING=dots", Text1_0_0, Dots),
        ("text/plain;version=\"1.0.0\";escaping=\"dots\"", Text1_0_0, Dots),
        ("text/plain\t;\tversion=\"1\\.0.0\"", Text1_0_0, Underscores),
        ("APPLICATION/*;q=0.3 , Text/*;q=0.2", OpenMetrics1_0_0, Underscores),
        ("image/png;x=\",application/json,\",text/plain;version=1.0.0", Text1_0_0, Underscores),
        ("text/plain;charset=utf-8;version=1.0.0;unknown", Text1_0_0, Underscores),
        ("application/json;charset=UTF-8;indent=2", Json, AllowUtf8),
    ]);
}

#[test]
fn each_range_has_its_own_escaping_and_an_unknown_one_is_underscores() {
    assert_choices([
        ("text/plain;version=1.0.0;escaping=unknown", Text1_0_0, Underscores),
        ("text/plain;version=1.0.0;escaping=", Text1_0_0, Underscores),
        (
            "text/plain;version=1.0.0;escaping=dots;q=0.2,text/plain;version=1.0.0;escaping=values;q=0.3",
            Text1_0_0,
            Values,
        ),
        ("image/png;escaping=values,text/plain;version=1.0.0", Text1_0_0, Underscores),
        ("*/*;escaping=values", Text0_0_4, Values),
    ]);
}
