//! Pages of which a part is missing.

use http::StatusCode;
use tickmark::{
    Collect, FamilyMeta, Kind, LabelsBuf, Sink,
    serve::{OnFailure, ScrapeHandler},
};

use super::{answered, get, shop, text};

/// Hands over a gauge of this name; panics where there is none.
struct Source(&'static str, Option<&'static str>);

impl Collect for Source {
    fn collect(&self, sink: &mut dyn Sink) {
        let name = self.1.unwrap_or_else(|| std::panic::resume_unwind(Box::new("on purpose")));
        sink.family(&FamilyMeta::new(name, Kind::Gauge, "A gauge."));
        sink.gauge(LabelsBuf::new().as_labels(), 1.0);
    }

    fn name(&self) -> &str {
        self.0
    }
}

#[test]
fn the_rest_of_the_page_is_there_unless_it_is_to_be_refused() {
    let registry = shop();
    registry.attach(Source("sound", Some("of_sound")));
    registry.attach(Source("panics", None));
    registry.attach(Source("takes what is ours", Some("shop_sales_total")));
    let handler = ScrapeHandler::of(registry.clone());
    let page = text(handler.handle(&get("/")));
    assert!(page.contains("\nshop_sales_total 0\n") && page.contains("\nof_sound 1\n"), "{page}");
    let refused = handler.clone().on_failure(OnFailure::Refuse).handle(&get("/"));
    assert_eq!(refused.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(refused.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(text(refused), "a part of the page is missing, of panics, takes what is ours\n");
    assert_eq!((answered(&registry, "200"), answered(&registry, "500")), (1, 1));
}

#[test]
fn what_failed_once_is_not_held_against_the_next_page() {
    struct Once(std::sync::atomic::AtomicBool);
    impl Collect for Once {
        fn collect(&self, _: &mut dyn Sink) {
            if !self.0.swap(true, std::sync::atomic::Ordering::Relaxed) {
                std::panic::resume_unwind(Box::new("on purpose"));
            }
        }
    }
    let registry = shop();
    registry.attach(Once(false.into()));
    let handler = ScrapeHandler::of(registry).on_failure(OnFailure::Refuse);
    assert_eq!(handler.handle(&get("/")).status(), 500);
    assert_eq!(handler.handle(&get("/")).status(), 200);
}
