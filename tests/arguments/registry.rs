//! `registry = …`: families in another registry than the global one.

use std::sync::LazyLock;

use tickmark::{LabelValue, Registry, counted, timed};

use crate::page::Page;

static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::new);

#[derive(LabelValue)]
enum Size {
    Small,
    Large,
}

#[counted(name = "registry_parcels_total", labels(size = size), registry = &*REGISTRY)]
fn pack(size: Size) {}

#[timed(counted, registry = &*REGISTRY, slow = "1h")]
fn send() -> Result<(), ()> {
    Ok(())
}

#[test]
fn what_has_its_own_registry_is_on_its_page_only() {
    pack(Size::Large);
    pack(Size::Small);
    assert!(send().is_ok());
    let (own, global) = (Page::of(&REGISTRY), Page::now());
    let parcels =
        |page: &Page, size| page.count("registry_parcels_total", &[("size", size), ("outcome", "success")]);
    assert_eq!((parcels(&own, "large"), parcels(&own, "small")), (Some(1), Some(1)));
    assert_eq!(parcels(&global, "large"), None);
    let labels = [("module", module_path!()), ("function", "send"), ("outcome", "success")];
    for family in ["function_calls_total", "function_duration_seconds_count"] {
        assert_eq!((own.count(family, &labels), global.count(family, &labels)), (Some(1), None), "{family}");
    }
    assert_eq!(own.count("function_calls_slow_total", &labels), Some(0));
}
