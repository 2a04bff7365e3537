use super::running::{Running, answered, text};
use crate::patience::wait_for;

const HANDLER: &str = "/shop/prices/{items}";

#[test]
fn actix_web_is_measured_by_route() {
    let shop = Running::start("actix_server");
    assert_eq!(text(&shop.get("/shop/prices/3")), "3 items cost 897\n");
    assert_eq!(shop.get("/shop/prices/4").status_code, 200);
    assert_eq!(shop.get("/shop/prices/many").status_code, 404);
    assert_eq!(shop.get("/wp-login.php?user=me").status_code, 404);
    let page = shop.page("/metrics");
    let requests = |handler, status| {
        page.count("http_requests_total", &[("handler", handler), ("method", "GET"), ("status", status)])
    };
    assert_eq!(requests(HANDLER, "2xx"), Some(2));
    assert_eq!(requests(HANDLER, "4xx"), Some(1));
    assert_eq!(requests("none", "4xx"), Some(1));
    assert_eq!(page.count("http_response_size_bytes_count", &[("handler", HANDLER)]), Some(3));
    assert!(page.count("http_response_size_bytes_sum", &[("handler", HANDLER)]) >= Some(2 * 17));
    assert!(page.family("http_request_size_bytes").is_none());
    // That of the scrape itself.
    assert_eq!(page.value("http_requests_inprogress", &[]), Some(1.0));
    shop.end();
}

#[test]
fn a_panic_in_actix_web_is_an_error_of_the_server() {
    let shop = Running::start("actix_server");
    let response = shop.get("/shop/prices/1000");
    assert!(response.headers.is_empty(), "the connection is closed without an answer: {response:?}");
    let labels = [("handler", HANDLER), ("method", "GET"), ("status", "5xx")];
    wait_for("the panic to be counted", || shop.page("/metrics").count("http_requests_total", &labels));
    shop.end();
}

#[test]
fn a_scrape_of_actix_web_is_answered_by_the_handler() {
    let shop = Running::start("actix_server");
    let page = shop.get("/metrics?name[]=http_requests_inprogress");
    assert_eq!(page.header("content-type"), Some(tickmark::CONTENT_TYPE));
    let head = answered(minreq::head(shop.url("/metrics")));
    assert_eq!((head.status_code, text(&head)), (200, ""));
    assert_eq!(head.header("content-length"), None, "none is better than a wrong one");
    assert_eq!(shop.post("/metrics", "a page").status_code, 405);
    shop.end();
}
