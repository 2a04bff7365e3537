//! Scrapes, answered.

mod answered;
mod failing;
mod gate;
mod late;
mod routed;
mod together;

use std::sync::Arc;

use http::{Request, Response, header};
use tickmark::{
    Counter, Registry,
    serve::{Body, ScrapeHandler},
};

use crate::page::Page;

/// A registry with one counter.
fn shop() -> Registry {
    let registry = Registry::new();
    registry.register("shop_sales_total", "Sales.", Arc::new(Counter::new())).expect("the name is free");
    registry
}

fn get(path: &str) -> Request<()> {
    Request::get(path).body(()).expect("it is a request")
}

/// Asks for another page than [`get`] does.
fn get_json() -> Request<()> {
    let request = Request::get("/metrics").header(header::ACCEPT, "application/json");
    request.body(()).expect("it is a request")
}

fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().into_bytes().into()).expect("it is text")
}

/// What the handlers of a registry say of themselves, without a scrape.
#[track_caller]
fn said(registry: &Registry, name: &str) -> u64 {
    Page::of(registry).count(&format!("tickmark_scrape_{name}"), &[]).expect("it is on the page")
}

/// How many requests were answered like this.
#[track_caller]
fn answered(registry: &Registry, code: &str) -> u64 {
    let page = Page::of(registry);
    page.count("tickmark_scrape_requests_total", &[("code", code)]).expect("it is on the page")
}

/// Asks until there is a place again.
fn handle_soon(handler: &ScrapeHandler, request: &Request<()>) -> Response<Body> {
    loop {
        let response = handler.handle(request);
        if response.status() != 503 {
            return response;
        }
        std::thread::yield_now();
    }
}
