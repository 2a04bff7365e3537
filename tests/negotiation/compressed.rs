//! Bodies that others decode.

use std::io::{self, Read, Write};

use tickmark::exposition::Request;

use super::shop;

#[test]
fn a_compressed_body_is_the_page() {
    let registry = shop();
    let page = registry.encode().into_bytes();
    assert_eq!(registry.respond(None, None).body, page);

    let mut gunzipped = Vec::new();
    let body = registry.respond(None, "gzip").body;
    flate2::read::GzDecoder::new(&*body).read_to_end(&mut gunzipped).expect("the body is gzip");
    assert_eq!(gunzipped, page);

    let body = registry.respond(None, "zstd").body;
    assert_eq!(zstd::decode_all(&*body).expect("the body is zstd"), page);
}

#[test]
fn the_body_has_the_format_that_the_headers_say() {
    let accept = "application/openmetrics-text;version=1.0.0";
    let response = shop().respond(accept, "gzip");
    let mut page = String::new();
    flate2::read::GzDecoder::new(&*response.body).read_to_string(&mut page).expect("the body is gzip");
    assert!(page.starts_with("# TYPE shop_carts gauge\n") && page.ends_with("# EOF\n"), "{page}");
    let mut nothing = Vec::new();
    let request = Request::new().accept(accept).name("none");
    request.write(&shop(), &mut nothing).expect("memory can be written to");
    assert_eq!(nothing, b"# EOF\n");
}

#[test]
fn a_body_that_is_written_is_the_one_that_is_returned() {
    let registry = shop();
    for encoding in ["identity", "gzip", "zstd"] {
        let request = Request::new().accept_encoding(encoding);
        let mut written = Vec::new();
        request.write(&registry, &mut written).expect("memory can be written to");
        assert_eq!(written, request.respond(&registry).body, "{encoding}");
    }
}

#[test]
fn a_client_that_goes_away_is_an_error_and_no_panic() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for encoding in ["identity", "gzip", "zstd"] {
        let written = Request::new().accept_encoding(encoding).write(&shop(), Gone);
        let error = written.expect_err("nobody is there");
        assert_eq!(error.kind(), io::ErrorKind::ConnectionReset, "{encoding}");
    }
}
