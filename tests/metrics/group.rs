//! Structs of metrics in structs of metrics.

use std::sync::Arc;

use tickmark::{Counter, Family, Gauge, GaugeFn, LabelSet, Metrics, Registry};

use super::{alone, families};
use crate::page::Page;

/// The innermost.
#[derive(Metrics)]
struct Cache {
    /// Times that something was found.
    hits_total: Counter,
}

/// One between.
#[derive(Metrics)]
#[metrics(prefix = "store")]
struct Store {
    cache: Cache,
    #[metric(prefix = "l2")]
    second: Cache,
    #[metric(flatten)]
    third: Cache,
    /// Rows.
    rows: Gauge,
}

/// The outermost.
#[derive(Metrics)]
#[metrics(prefix = "shop")]
struct Shop {
    left: Store,
    #[metric(prefix = "r")]
    right: Store,
    #[metric(flatten)]
    here: Store,
}

#[test]
fn names_begin_with_all_prefixes_from_the_outside_to_the_inside() {
    let (shop, registry) = alone::<Shop>();
    let inner = ["cache_hits_total", "hits_total", "l2_hits_total", "rows"];
    let outer = ["shop_left_store", "shop_r_store", "shop_store"];
    let expected: Vec<_> =
        outer.iter().flat_map(|outer| inner.map(|inner| format!("{outer}_{inner}"))).collect();
    assert_eq!(families(&registry), expected);
    shop.left.cache.hits_total.inc();
    shop.right.second.hits_total.inc_by(2);
    shop.here.third.hits_total.inc_by(3);
    let page = Page::of(&registry);
    let counts = ["shop_left_store_cache_hits_total", "shop_r_store_l2_hits_total", "shop_store_hits_total"]
        .map(|name| page.count(name, &[]));
    assert_eq!(counts, [Some(1), Some(2), Some(3)]);
    assert_eq!(page.samples().filter(|sample| sample.value > 0.0).count(), 3);
}

/// What may not be there.
#[derive(Metrics)]
struct Uncertain {
    cache: Option<Cache>,
    /// A gauge that may not be there.
    #[metric(name = "perhaps")]
    gauge: Option<Gauge>,
    /// One that is asked.
    perhaps_asked: Option<GaugeFn>,
    /// It is always there.
    always: Gauge,
}

#[test]
fn what_is_absent_has_no_families() {
    let (_perhaps, registry) = alone::<Uncertain>();
    assert_eq!(registry.encode().matches("# TYPE ").count(), 1);
    assert_eq!(families(&registry), ["always"]);
}

#[test]
fn what_is_present_in_an_option_is_on_the_page() {
    let mut perhaps = Uncertain::new();
    perhaps.cache = Some(Cache::new());
    perhaps.gauge = Some(Gauge::new());
    perhaps.perhaps_asked = Some(GaugeFn::new(|| 2.0));
    let (registry, perhaps) = (Registry::new(), Arc::new(perhaps));
    registry.add(perhaps.clone()).expect("all names are free");
    perhaps.cache.as_ref().expect("it is there").hits_total.inc();
    let page = Page::of(&registry);
    assert_eq!(page.count("cache_hits_total", &[]), Some(1));
    assert_eq!(page.value("perhaps", &[]), Some(0.0));
    assert_eq!(page.value("perhaps_asked", &[]), Some(2.0));
}

/// Held elsewhere.
#[derive(Metrics)]
struct Borrowed {
    #[metric(init = &KEPT)]
    kept: &'static Cache,
}

static KEPT: Cache = Cache::new();

#[test]
fn a_group_may_be_a_reference() {
    let (_borrowed, registry) = alone::<Borrowed>();
    KEPT.hits_total.inc();
    assert_eq!(Page::of(&registry).count("kept_hits_total", &[]), Some(1));
}

#[derive(LabelSet)]
struct Shelf {
    is_cold: bool,
}

/// The same under one name, told apart by a label.
#[derive(Metrics)]
#[metrics(prefix = "pools", labels(zone = "z\"1\""))]
struct Pools {
    #[metric(flatten, labels(pool = "writers"))]
    writers: Pool,
    #[metric(flatten, labels(pool = "readers"))]
    readers: Pool,
    #[metric(prefix = "other", labels(pool = "others"))]
    others: Pool,
}

#[derive(Metrics)]
struct Pool {
    /// Connections.
    #[metric(labels(state = "open"))]
    connections: Gauge,
    /// Times that there was none.
    misses_total: Family<Shelf, Counter>,
}

#[test]
fn groups_under_one_name_are_one_family_with_the_series_of_all_in_order() {
    let (pools, registry) = alone::<Pools>();
    pools.writers.connections.set(1.0);
    pools.readers.connections.set(2.0);
    pools.readers.misses_total.with(Shelf { is_cold: true }).inc();
    let page = registry.encode();
    assert_eq!(
        page,
        "# HELP pools_connections Connections.\n\
         # TYPE pools_connections gauge\n\
         pools_connections{zone=\"z\\\"1\\\"\",pool=\"readers\",state=\"open\"} 2\n\
         pools_connections{zone=\"z\\\"1\\\"\",pool=\"writers\",state=\"open\"} 1\n\
         # HELP pools_misses_total Times that there was none.\n\
         # TYPE pools_misses_total counter\n\
         pools_misses_total{zone=\"z\\\"1\\\"\",pool=\"readers\",is_cold=\"false\"} 0\n\
         pools_misses_total{zone=\"z\\\"1\\\"\",pool=\"readers\",is_cold=\"true\"} 1\n\
         pools_misses_total{zone=\"z\\\"1\\\"\",pool=\"writers\",is_cold=\"false\"} 0\n\
         pools_misses_total{zone=\"z\\\"1\\\"\",pool=\"writers\",is_cold=\"true\"} 0\n\
         # HELP pools_other_connections Connections.\n\
         # TYPE pools_other_connections gauge\n\
         pools_other_connections{zone=\"z\\\"1\\\"\",pool=\"others\",state=\"open\"} 0\n\
         # HELP pools_other_misses_total Times that there was none.\n\
         # TYPE pools_other_misses_total counter\n\
         pools_other_misses_total{zone=\"z\\\"1\\\"\",pool=\"others\",is_cold=\"false\"} 0\n\
         pools_other_misses_total{zone=\"z\\\"1\\\"\",pool=\"others\",is_cold=\"true\"} 0\n"
    );
    Page::read(&page);
    registry.check().expect("a label tells them apart");
}
