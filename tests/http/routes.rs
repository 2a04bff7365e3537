//! Which route a request counts for.

use ::http::Response;
use axum::{Extension, Router, body::Body, extract::MatchedPath, routing};
use tickmark::{
    Config, Registry,
    http::{MetricsLayer, Route, Unmatched},
};
use tower::ServiceExt;

use super::{ask, get, layer, lines};

const REQUESTS: &str = "http_requests_total";

fn shop() -> Router {
    Router::new().route("/orders/{id}", routing::get(async || "ordered"))
}

#[tokio::test]
async fn a_request_counts_for_the_template_and_not_for_its_path() {
    let (registry, metrics) = layer();
    let app = shop().layer(metrics);
    for path in ["/orders/1", "/orders/2?with=query", "/orders/%2Fetc"] {
        assert_eq!(get(&app, path).await.0, 200);
    }
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="/orders/{id}",method="GET",status="2xx"} 3"#]);
}

#[tokio::test]
async fn nested_routers_give_the_full_template() {
    let (registry, metrics) = layer();
    let app = Router::new().nest("/shop", Router::new().nest("/v{version}", shop())).layer(metrics);
    assert_eq!(get(&app, "/shop/v1/orders/7").await.0, 200);
    assert_eq!(
        lines(&registry, REQUESTS),
        [r#"{handler="/shop/v{version}/orders/{id}",method="GET",status="2xx"} 1"#]
    );
}

#[tokio::test]
async fn a_layer_on_a_nested_router_sees_the_full_template_too() {
    let (registry, metrics) = layer();
    let app: Router = Router::new().nest("/shop", shop().layer(metrics));
    assert_eq!(get(&app, "/shop/orders/7").await.0, 200);
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="/shop/orders/{id}",method="GET",status="2xx"} 1"#]);
}

#[tokio::test]
async fn a_mounted_app_whose_routes_nobody_tells_has_none() {
    let (registry, metrics) = layer();
    let app: Router = Router::new().nest_service("/mounted", shop()).layer(metrics);
    assert_eq!(get(&app, "/mounted/orders/7").await.0, 200);
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="none",method="GET",status="2xx"} 1"#]);
}

#[tokio::test]
async fn the_same_layer_on_a_mounted_app_tells_the_full_template_and_counts_once() {
    let (registry, metrics) = layer();
    let app: Router = Router::new().nest_service("/mounted", shop().layer(metrics.clone())).layer(metrics);
    assert_eq!(get(&app, "/mounted/orders/7").await.0, 200);
    assert_eq!(
        lines(&registry, REQUESTS),
        [r#"{handler="/mounted/orders/{id}",method="GET",status="2xx"} 1"#]
    );
    assert_eq!(lines(&registry, "http_requests_inprogress"), [" 0"]);
}

#[tokio::test]
async fn two_layers_with_the_same_families_count_a_request_once() {
    let (registry, outer) = layer();
    let inner = MetricsLayer::new().registry(registry.clone());
    let app: Router = shop().layer(inner).layer(outer);
    assert_eq!(get(&app, "/orders/7").await.0, 200);
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="/orders/{id}",method="GET",status="2xx"} 1"#]);
}

#[tokio::test]
async fn they_do_so_where_a_family_is_left_out() {
    let registry = Registry::with_config(Config::new().disable(REQUESTS));
    let new = || MetricsLayer::new().registry(registry.clone());
    let app: Router = shop().layer(new()).layer(new());
    assert_eq!(get(&app, "/orders/7").await.0, 200);
    assert_eq!(lines(&registry, "http_request_duration_highr_seconds_count"), [" 1"]);
}

#[tokio::test]
async fn two_layers_beside_each_other_count_in_the_same_series() {
    let (registry, first) = layer();
    let second = MetricsLayer::new().registry(registry.clone());
    for app in [shop().layer(first), shop().layer(second)] {
        assert_eq!(get(&app, "/orders/7").await.0, 200);
    }
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="/orders/{id}",method="GET",status="2xx"} 2"#]);
}

#[tokio::test]
async fn two_layers_with_other_families_both_count() {
    let (registry, outer) = layer();
    let inner = MetricsLayer::new().registry(registry.clone()).namespace("inner");
    let app: Router = shop().layer(inner).layer(outer);
    assert_eq!(get(&app, "/orders/7").await.0, 200);
    assert_eq!(
        (lines(&registry, REQUESTS).len(), lines(&registry, "inner_http_requests_total").len()),
        (1, 1)
    );
}

#[tokio::test]
async fn a_layer_with_other_families_between_two_that_are_the_same_changes_nothing() {
    let (registry, metrics) = layer();
    let other = MetricsLayer::new().registry(registry.clone()).namespace("other");
    let app: Router = shop().layer(metrics.clone()).layer(other).layer(metrics);
    assert_eq!(get(&app, "/orders/7").await.0, 200);
    for family in [REQUESTS, "other_http_requests_total"] {
        assert_eq!(lines(&registry, family), [r#"{handler="/orders/{id}",method="GET",status="2xx"} 1"#]);
    }
}

#[tokio::test]
async fn the_answer_may_tell_the_route() {
    let (registry, metrics) = layer();
    let told = |_| async {
        let mut response = Response::new(Body::from("asset"));
        response.extensions_mut().insert(Route::new("/assets/{*path}"));
        Ok::<_, std::convert::Infallible>(response)
    };
    let service = tower::service_fn(told).map_request(|request: axum::extract::Request| request);
    let app: Router = Router::new().nest_service("/assets", service).layer(metrics);
    assert_eq!(get(&app, "/assets/a/b.css").await.0, 200);
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="/assets/{*path}",method="GET",status="2xx"} 1"#]);
}

#[tokio::test]
async fn the_request_may_tell_the_route_and_wins_over_axum() {
    let (registry, metrics) = layer();
    let app: Router = shop().layer(metrics).layer(Extension(Route::new("orders")));
    assert_eq!(get(&app, "/orders/7").await.0, 200);
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="orders",method="GET",status="2xx"} 1"#]);
}

#[tokio::test]
async fn requests_without_a_route_are_none_grouped_or_ignored() {
    for (unmatched, expected) in [
        (None, vec![r#"{handler="none",method="GET",status="4xx"} 2"#]),
        (
            Some(Unmatched::Grouped("elsewhere".into())),
            vec![r#"{handler="elsewhere",method="GET",status="4xx"} 2"#],
        ),
        (Some(Unmatched::Ignored), vec![]),
    ] {
        let (registry, metrics) = layer();
        let metrics = unmatched.into_iter().fold(metrics, MetricsLayer::unmatched);
        let app = shop().layer(metrics);
        assert_eq!((get(&app, "/a").await.0, get(&app, "/b").await.0), (404, 404));
        assert_eq!(lines(&registry, REQUESTS), expected);
        assert_eq!(lines(&registry, "http_requests_inprogress"), [" 0"]);
    }
}

#[tokio::test]
async fn a_method_that_the_route_does_not_take_counts_for_the_route() {
    let (registry, metrics) = layer();
    let app = shop().layer(metrics);
    assert_eq!(ask(&app, "DELETE", "/orders/7").await.status(), 405);
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="/orders/{id}",method="DELETE",status="4xx"} 1"#]);
}

#[tokio::test]
async fn excluded_routes_are_not_measured() {
    let (registry, metrics) = layer();
    let app = shop()
        .route("/health/live", routing::get(async || "alive"))
        .nest_service(
            "/internal",
            routing::any(async |path: Option<MatchedPath>| {
                assert!(path.is_none());
                "inside"
            }),
        )
        .layer(metrics.exclude("/health/*").exclude("/internal/*").exclude("*/secret"));
    for path in ["/health/live", "/internal/x", "/a/secret", "/orders/health"] {
        get(&app, path).await;
    }
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="/orders/{id}",method="GET",status="2xx"} 1"#]);
    assert_eq!(lines(&registry, "http_requests_inprogress"), [" 0"]);
}

#[tokio::test]
async fn a_route_that_only_the_answer_tells_is_excluded_all_the_same() {
    let (registry, metrics) = layer();
    let app: Router = Router::new()
        .nest_service("/mounted", shop().layer(metrics.clone().exclude("/mounted/orders/*")))
        .layer(metrics.exclude("/mounted/orders/*").exclude("none"));
    assert_eq!(get(&app, "/mounted/orders/{id}").await.0, 200);
    assert_eq!(lines(&registry, REQUESTS), [] as [&str; 0]);
    assert_eq!(lines(&registry, "http_requests_inprogress"), [" 0"]);
}

#[tokio::test]
async fn routes_that_are_named_beforehand_are_there_at_zero() {
    let (registry, metrics) = layer();
    let _app: Router = shop().layer(metrics.route(::http::Method::GET, "/orders/{id}"));
    assert_eq!(lines(&registry, REQUESTS), [r#"{handler="/orders/{id}",method="GET",status="2xx"} 0"#]);
    assert_eq!(
        lines(&registry, "http_request_duration_seconds_count"),
        [r#"{handler="/orders/{id}",method="GET"} 0"#]
    );
}
