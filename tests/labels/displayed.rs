//! Values that are written by `Display`.

use std::{
    fmt::{self, Display},
    net::SocketAddr,
    sync::Arc,
};

use tickmark::{Counter, Family, LabelSet, Registry};

use crate::page::Page;

struct OrderId(u64);

impl Display for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "order-\"{}\"", self.0)
    }
}

#[derive(LabelSet)]
struct Shipment<'a> {
    #[label(display)]
    id: OrderId,
    #[label(display, rename = "peer")]
    address: Option<SocketAddr>,
    #[label(display)]
    note: &'a dyn Display,
}

#[test]
fn anything_that_can_be_written_may_be_a_label() {
    let family = Arc::new(Family::<Shipment, Counter>::new());
    let registry = Registry::new();
    registry.register("shipments_total", "Shipments.", family.clone()).expect("the name is free");
    let address = SocketAddr::from(([127, 0, 0, 1], 80));
    let long = "long ".repeat(100);
    for (id, address, note) in [(1, Some(address), &*long), (1, Some(address), &long), (2, None, "")] {
        family.with(Shipment { id: OrderId(id), address, note: &note }).inc();
    }
    let page = Page::of(&registry);
    let labels = [("id", "order-\"1\""), ("peer", "127.0.0.1:80"), ("note", &long)];
    assert_eq!(page.count("shipments_total", &labels), Some(2));
    assert_eq!(page.count("shipments_total", &[("id", "order-\"2\"")]), Some(1));
    assert!(Shipment::LABELS[1].is_optional() && !Shipment::LABELS[0].is_optional());
    assert!(Shipment::LABELS.iter().all(|label| label.values().is_none()));
}
