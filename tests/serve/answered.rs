//! What is answered to which request.

use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tickmark::{
    Config, Registry,
    exposition::{self, Format},
    serve::{self, ScrapeHandler},
};

use super::{answered, get, said, shop, text};
use crate::{drive, page::Page};

#[test]
fn a_page_comes_with_what_is_to_be_said_of_it() {
    let response = ScrapeHandler::of(shop()).handle(&get("/metrics"));
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers().clone();
    assert_eq!(headers[header::CONTENT_TYPE], tickmark::CONTENT_TYPE);
    assert_eq!(headers[header::VARY], "accept, accept-encoding");
    let page = text(response);
    assert_eq!(headers[header::CONTENT_LENGTH], page.len().to_string());
    assert_eq!(exposition::check(&page, Format::Text0_0_4), []);
    assert_eq!(Page::read(&page).count("shop_sales_total", &[]), Some(0));
}

#[test]
fn the_global_registry_is_there_without_a_handler() {
    let page = text(serve::handle(&get("/")));
    assert_eq!(exposition::check(&page, Format::Text0_0_4), []);
    assert!(Page::read(&page).family("tickmark_scrape_requests_total").is_some());
    tickmark::check().expect("our own names clash with nothing");
}

#[test]
fn a_future_gives_the_same_page() {
    let registry = shop();
    let handler = ScrapeHandler::of(registry.clone());
    let request = get("/metrics?name[]=shop_sales_total");
    let response = drive::finish(handler.respond(&request));
    assert_eq!(response.headers(), handler.handle(&request).headers());
    assert_eq!(text(response), text(handler.handle(&request)));
    assert_eq!(said(&registry, "requests_in_flight"), 0);
}

#[test]
fn head_is_answered_as_get_is_without_the_body() {
    let handler = ScrapeHandler::of(shop());
    let path = "/metrics?name[]=shop_sales_total";
    let head = Request::head(path).body(()).expect("it is a request");
    let (got, head) = (handler.handle(&get(path)), handler.handle(&head));
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(head.headers(), got.headers());
    assert_ne!(head.headers()[header::CONTENT_LENGTH], "0");
    assert_eq!(text(head), "");
}

#[test]
fn options_are_told() {
    let request = Request::options("/metrics").body(()).expect("it is a request");
    let response = ScrapeHandler::of(shop()).handle(&request);
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(response.headers()[header::ALLOW], "GET, HEAD, OPTIONS");
    assert!(!response.headers().contains_key(header::CONTENT_LENGTH));
    assert_eq!(text(response), "");
}

#[test]
fn other_methods_are_refused() {
    let registry = shop();
    let handler = ScrapeHandler::of(registry.clone());
    let unknown = Method::from_bytes(b"BREW").expect("it is a method");
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::TRACE, Method::CONNECT, unknown] {
        let request = Request::builder().method(method).body(()).expect("it is a request");
        let response = handler.handle(&request);
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(response.headers()[header::ALLOW], "GET, HEAD, OPTIONS");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/plain; charset=utf-8");
        assert_eq!(text(response), "the page is there for GET, HEAD and OPTIONS\n");
    }
    assert_eq!(answered(&registry, "405"), 6);
}

#[test]
fn headers_that_cannot_be_read_are_as_good_as_none() {
    let handler = ScrapeHandler::of(shop());
    for accept in [&b"\xff\xfe"[..], b";;;", b"text/plain;q=nonsense", b"image/png", b""] {
        let request = Request::get("/metrics")
            .header(header::ACCEPT, accept)
            .header(header::ACCEPT_ENCODING, accept)
            .header("x-prometheus-scrape-timeout-seconds", accept);
        let response = handler.handle(&request.body("a body, which nobody reads").expect("it is a request"));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], tickmark::CONTENT_TYPE);
    }
}

#[test]
fn lines_of_a_header_are_one() {
    let request = Request::get("/metrics")
        .header(header::ACCEPT, "text/plain;q=0.1")
        .header(header::ACCEPT, "application/openmetrics-text;version=1.0.0")
        .header(header::ACCEPT_ENCODING, "br")
        .header(header::ACCEPT_ENCODING, "gzip");
    let response = ScrapeHandler::of(shop()).handle(&request.body(()).expect("it is a request"));
    let content_type = response.headers()[header::CONTENT_TYPE].to_str().expect("it is text");
    assert!(content_type.starts_with("application/openmetrics-text; version=1.0.0"), "{content_type}");
    assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip");
    let length = response.headers()[header::CONTENT_LENGTH].clone();
    let body = response.into_body().into_bytes();
    assert_eq!(length, body.len().to_string());
    assert_eq!(body[..2], [0x1f, 0x8b]);
}

#[test]
fn the_query_picks_families() {
    let handler = ScrapeHandler::of(shop());
    let page = text(handler.handle(&get("/metrics?name[]=shop_sales_total&x=y")));
    assert_eq!(page, "# HELP shop_sales_total Sales.\n# TYPE shop_sales_total counter\nshop_sales_total 0\n");
    assert_eq!(text(handler.handle(&get("/metrics?name%5B%5D=nothing"))), "");
}

#[test]
fn a_handler_may_have_one_format() {
    let handler = ScrapeHandler::of(shop());
    let json = handler.clone().format(Format::Json).handle(&get("/"));
    assert_eq!(json.headers()[header::CONTENT_TYPE], "application/json");
    serde_json::from_str::<serde_json::Value>(&text(json)).expect("it is JSON");
    let other = handler.handle(&get("/"));
    assert_eq!(other.headers()[header::CONTENT_TYPE], tickmark::CONTENT_TYPE, "the clone alone is");
}

#[tokio::test]
async fn a_body_is_one_frame_of_known_length() {
    let response = ScrapeHandler::of(shop()).respond(&get("/metrics")).await;
    let length = axum::body::HttpBody::size_hint(response.body()).exact();
    let body = response.into_body().collect().await.expect("it can't fail").to_bytes();
    assert_eq!(length, Some(body.len() as u64));
}

#[test]
fn what_it_says_of_itself_is_there_from_the_start_and_shared() {
    let registry = shop();
    let (one, other) = (ScrapeHandler::of(registry.clone()), ScrapeHandler::of(registry.clone()));
    for code in ["200", "204", "405", "500", "503"] {
        assert_eq!(answered(&registry, code), 0, "{code}");
    }
    let page = Page::read(&text(one.handle(&get("/"))));
    assert_eq!(page.count("tickmark_scrape_requests_in_flight", &[]), Some(1), "that is this one");
    let page = text(other.handle(&get("/")));
    assert_eq!(answered(&registry, "200"), 2);
    assert_eq!(said(&registry, "page_bytes"), page.len() as u64);
    assert_eq!(said(&registry, "duration_seconds_count"), 2);
    for name in ["coalesced_total", "timeouts_total", "requests_in_flight"] {
        assert_eq!(said(&registry, name), 0, "{name}");
    }
    registry.check().expect("two handlers don't clash");
}

#[test]
fn a_configuration_labels_it_and_leaves_it_out_but_the_name_stays() {
    let config = Config::new().prefix("shop").label("env", "prod").disable("tickmark_scrape_page_*");
    let registry = Registry::with_config(config.checked().expect("it is sound"));
    let page = Page::read(&text(ScrapeHandler::of(registry.clone()).handle(&get("/"))));
    let labels = [("code", "200"), ("env", "prod")];
    assert_eq!(page.count("tickmark_scrape_requests_total", &labels), Some(0));
    assert!(page.family("tickmark_scrape_page_bytes").is_none());
    registry.check().expect("nothing is wrong");
}
