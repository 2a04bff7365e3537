//! Requests whose targets somebody else has chosen.

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::Empty;
use tickmark::{
    Registry,
    http::{ClientLayer, Naming, RequestBody},
};
use tower::{Layer, Service, service_fn};

#[tokio::test]
async fn ten_thousand_hosts_paths_and_methods_add_no_series() {
    for naming in [Naming::Instrumentator, Naming::OpenTelemetry] {
        let registry = Registry::new();
        let layer = ClientLayer::new().registry(registry.clone()).naming(naming).host("*.example.com");
        let answer = |_: Request<RequestBody<Empty<Bytes>>>| async {
            Ok::<_, std::io::Error>(Response::new(Empty::<Bytes>::new()))
        };
        let mut client = layer.layer(service_fn(answer));
        let mut lines = 0;
        for number in 0..10_000 {
            for host in ["example.com", "evil"] {
                let request = Request::builder()
                    .method(Method::from_bytes(format!("M{number}").as_bytes()).expect("it is a method"))
                    .uri(format!("http://h{number}.{host}:{}/p{number}", number % 60_000 + 1))
                    .body(Empty::new())
                    .expect("it is a request");
                client.call(request).await.expect("there is a response");
            }
            lines = if number == 0 { registry.encode().lines().count() } else { lines };
        }
        assert_eq!(registry.encode().lines().count(), lines);
    }
}
