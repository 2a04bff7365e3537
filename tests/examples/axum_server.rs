use super::running::{Running, answered, text};
use crate::page::Page;

const PAGE: &str = "/prometheus/metrics";

/// How many requests of a route by `GET` succeeded, by these values of the labels of its own.
fn requests(page: &Page, handler: &str, client: &str, plan: &str) -> Option<u64> {
    let labels = [
        ("handler", handler),
        ("method", "GET"),
        ("status", "2xx"),
        ("region", "eu"),
        ("client", client),
        ("plan", plan),
    ];
    page.count("shop_http_requests_total", &labels)
}

#[test]
fn labels_of_the_layer_the_request_and_the_handler_are_on_the_page() {
    let shop = Running::start("axum_server");
    for (path, agent) in [("1", "shop-app/2.1"), ("2", "shop-app/2.2"), ("2", "curl/8"), ("4", "wget")] {
        let request = minreq::get(shop.url(&format!("/api/v1/orders/{path}")));
        assert_eq!(answered(request.with_header("user-agent", agent)).status_code, 200);
    }
    let page = shop.page(PAGE);
    let handler = "/api/v1/orders/{id}";
    assert_eq!(requests(&page, handler, "app", "free"), Some(1));
    assert_eq!(requests(&page, handler, "app", "premium"), Some(1));
    assert_eq!(requests(&page, handler, "other", "premium"), Some(2));
    shop.end();
}

#[test]
fn a_stream_counts_until_its_last_byte() {
    let shop = Running::start("axum_server");
    let response = shop.get("/api/v1/orders/download");
    assert_eq!(text(&response).lines().count(), 10);
    let page = shop.page(PAGE);
    let sum = |name| {
        let family = page.family(name).expect("it is on the page");
        let sums = family.samples.iter().filter(|sample| sample.name.ends_with("_sum"));
        sums.map(|sample| sample.value).sum::<f64>()
    };
    let labels = [("handler", "/api/v1/orders/download"), ("region", "eu"), ("client", "other")];
    assert_eq!(page.count("shop_http_response_size_bytes_sum", &labels), Some(80));
    assert!(sum("shop_http_request_duration_seconds") >= 0.05, "ten lines of 5 ms");
    assert!(sum("shop_http_request_first_byte_seconds") < sum("shop_http_request_duration_seconds"));
    shop.end();
}

#[test]
fn excluded_routes_and_unknown_paths_have_no_series() {
    let shop = Running::start("axum_server");
    assert_eq!(text(&shop.get("/metrics")), "{\"orders\":10}\n", "that is the service's own");
    assert_eq!(shop.get("/health").status_code, 200);
    assert_eq!(shop.get("/wp-login.php").status_code, 404);
    shop.page(PAGE);
    let page = shop.page(PAGE);
    assert_eq!(page.values_of("shop_http_requests_total", "handler"), ["/metrics"]);
    assert_eq!(requests(&page, "/metrics", "other", ""), Some(1));
    shop.end();
}

#[test]
fn the_histogram_without_labels_has_the_finer_buckets() {
    let shop = Running::start("axum_server");
    assert_eq!(text(&shop.post("/api/v1/orders", "2 apples")), "ordered: 2 apples\n");
    let page = shop.page(PAGE);
    let bounds = |name| page.values_of(name, "le").len();
    assert_eq!(bounds("shop_http_request_duration_highr_seconds"), 10);
    assert_eq!(bounds("shop_http_request_duration_seconds"), 4);
    shop.end();
}
