use super::running::{Running, answered, text};

const GET_ORDER: [(&str, &str); 2] = [("handler", "/orders/{id}"), ("method", "GET")];

#[test]
fn hyper_alone_is_measured_by_route() {
    let shop = Running::start("hyper_server");
    for (path, status) in
        [("/", 200), ("/orders/1", 200), ("/orders/2", 200), ("/orders/two", 400), ("/orders/1/2", 404)]
    {
        assert_eq!(shop.get(path).status_code, status, "{path}");
    }
    let page = shop.page("/metrics");
    let requests = |handler, status| {
        page.count("http_requests_total", &[("handler", handler), ("method", "GET"), ("status", status)])
    };
    assert_eq!(requests("/", "2xx"), Some(1));
    assert_eq!(requests("/orders/{id}", "2xx"), Some(2));
    assert_eq!(requests("/orders/{id}", "4xx"), Some(1));
    assert_eq!(requests("none", "4xx"), Some(1));
    assert_eq!(page.values_of("http_requests_total", "handler"), ["/", "/orders", "/orders/{id}", "none"]);
    assert_eq!(page.count("http_request_duration_seconds_count", &GET_ORDER), Some(3));
    assert_eq!(page.count("http_request_duration_highr_seconds_count", &[]), Some(5));
    assert_eq!(page.value("http_requests_inprogress", &[]), Some(0.0));
    shop.end();
}

#[test]
fn hyper_alone_has_the_sizes_of_what_flowed() {
    let shop = Running::start("hyper_server");
    let handler = [("handler", "/orders")];
    assert_eq!(shop.page("/metrics").count("http_request_size_bytes_count", &handler), Some(0), "at zero");
    let response = shop.post("/orders", "2 apples");
    assert_eq!((response.status_code, text(&response)), (201, "ordered by 8 bytes\n"));
    let page = shop.page("/metrics");
    assert_eq!(page.count("http_request_size_bytes_sum", &handler), Some(8));
    assert_eq!(page.count("http_response_size_bytes_sum", &handler), Some(19));
    shop.end();
}

#[test]
fn a_scrape_of_hyper_alone_is_answered_by_the_handler() {
    let shop = Running::start("hyper_server");
    let page = shop.get("/metrics?name[]=http_requests_inprogress");
    assert_eq!(page.header("content-type"), Some(tickmark::CONTENT_TYPE));
    let head = answered(minreq::head(shop.url("/metrics?name[]=http_requests_inprogress")));
    assert_eq!((head.status_code, text(&head)), (200, ""));
    assert_eq!(head.header("content-length"), page.header("content-length"));
    assert_eq!(shop.post("/metrics", "a page").status_code, 405);
    shop.end();
}
