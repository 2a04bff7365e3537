use crate::exposition::{compress::Coding, negotiate::coding::choose};

/// With either feature alone the others are as good as unknown.
fn best(codings: &[Option<&'static str>]) -> Option<&'static str> {
    let known = Coding::ALL.map(Coding::content_encoding);
    codings.iter().copied().find(|coding| known.contains(coding)).flatten()
}

#[track_caller]
fn assert_choices(headers: &[&str], codings: &[Option<&'static str>]) {
    for header in headers {
        assert_eq!(choose(header).content_encoding(), best(codings), "{header}");
    }
}

#[test]
fn what_is_wanted_most_is_chosen() {
    let (gzip, zstd) = (Some("gzip"), Some("zstd"));
    assert_choices(
        &["gzip", "x-gzip", "GZIP ; q=0.1", "gzip,deflate", "identity;q=0.5,gzip", "zstd;q=0,*"],
        &[gzip],
    );
    assert_choices(&["zstd", "zstd,br", "gzip;q=0,*;q=0.1"], &[zstd]);
    assert_choices(&["gzip, deflate, br, zstd", "*", "identity,zstd,gzip", "identity;q=0,*"], &[zstd, gzip]);
    assert_choices(&["gzip,zstd;q=0.9", "gzip,*", "x-gzip;q=0,gzip", "gzip,x-gzip;q=0"], &[gzip, zstd]);
}

#[test]
fn nothing_that_can_be_given_is_no_coding() {
    let headers = [
        "",
        ",",
        "identity",
        "identity,gzip;q=0.5,zstd;q=0.5",
        "br",
        "gzip;q=0,zstd;q=0",
        "*;q=0",
        "identity;q=0",
        "br,identity;q=0",
        "gzip;q=x",
        "gzipped",
        "ä",
    ];
    assert_choices(&headers, &[None]);
}
