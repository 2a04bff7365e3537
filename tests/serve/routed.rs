//! The page in axum.

use axum::{Router, body::Body, routing};
use http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use tickmark::serve::{self, ScrapeHandler};
use tower::ServiceExt as _;

use super::{answered, shop};

async fn ask(router: &Router, method: &str, path: &str) -> Response<Body> {
    let request = Request::builder().method(method).uri(path).body(Body::empty()).expect("it is a request");
    router.clone().oneshot(request).await.expect("it can't fail")
}

async fn text(response: Response<Body>) -> String {
    let body = response.into_body().collect().await.expect("it can't fail").to_bytes();
    String::from_utf8(body.into()).expect("it is text")
}

#[tokio::test]
async fn two_paths_are_there_by_themselves() {
    let app = Router::new().route("/", routing::get(|| async { "hello" })).merge(serve::router());
    let page = ask(&app, "GET", "/metrics").await;
    assert_eq!(page.headers()[header::CONTENT_TYPE], tickmark::CONTENT_TYPE);
    assert!(text(page).await.contains("\n# TYPE tickmark_scrape_requests_total counter\n"));
    let json = ask(&app, "GET", "/metrics.json").await;
    assert_eq!(json.headers()[header::CONTENT_TYPE], "application/json");
    serde_json::from_str::<serde_json::Value>(&text(json).await).expect("it is JSON");
    assert_eq!(text(ask(&app, "GET", "/").await).await, "hello");
    assert_eq!(ask(&app, "GET", "/metrics/more").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_service_keeps_its_own_metrics() {
    let own = Router::new().route("/metrics", routing::get(|| async { "{}" }));
    let app: Router = own.merge(serve::routes().page("/prometheus/metrics").without_json());
    assert_eq!(text(ask(&app, "GET", "/metrics").await).await, "{}");
    assert!(text(ask(&app, "GET", "/prometheus/metrics").await).await.starts_with("# HELP "));
    assert_eq!(ask(&app, "GET", "/metrics.json").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn routes_are_of_a_handler_and_have_all_methods() {
    let registry = shop();
    let handler = ScrapeHandler::of(registry.clone());
    let routes: Router = handler.routes().json("/all.json").into();
    let app = Router::new().nest("/internal", routes).merge(handler.router());
    let head = ask(&app, "HEAD", "/internal/metrics?name[]=shop_sales_total").await;
    assert_eq!(head.status(), StatusCode::OK);
    assert_eq!(head.headers()[header::CONTENT_LENGTH], "82");
    assert_eq!(text(head).await, "");
    assert_eq!(ask(&app, "OPTIONS", "/metrics").await.status(), StatusCode::NO_CONTENT);
    let post = ask(&app, "POST", "/internal/all.json").await;
    assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(post.headers()[header::ALLOW], "GET, HEAD, OPTIONS");
    assert_eq!((answered(&registry, "200"), answered(&registry, "405")), (1, 1));
}

#[tokio::test]
async fn a_router_with_a_state_takes_it_and_a_handler_is_a_service() {
    #[derive(Clone)]
    struct Shop;
    let app: Router = Router::new()
        .route_service("/elsewhere", ScrapeHandler::of(shop()))
        .merge(serve::router())
        .with_state(Shop);
    for path in ["/elsewhere", "/metrics"] {
        assert_eq!(ask(&app, "GET", path).await.status(), StatusCode::OK);
    }
}
