//! The runtime is found under any other path, so a crate may re-export it.

#![deny(warnings)]
#![warn(clippy::pedantic)]

mod framework {
    pub mod metrics {
        pub use ::tickmark as runtime;
    }
}

use framework::metrics::runtime::{
    Counter, ErrorKind, Family, Histogram, Info, LabelSet, LabelValue, Metrics, StateSet, counted, encode, register,
    timed,
};

#[derive(LabelValue)]
#[label(crate = framework::metrics::runtime, rename_all = "UPPERCASE")]
enum Size {
    Small,
}

#[derive(LabelSet)]
#[label(crate = crate::framework::metrics::runtime)]
struct Packed {
    size: Size,
}

#[derive(Info)]
#[info(crate = framework::metrics::runtime)]
struct Build {
    #[info(flatten)]
    packed: Packed,
    #[info(display)]
    number: Option<u8>,
}

#[derive(StateSet)]
#[state(crate = crate::framework::metrics::runtime)]
enum Health {
    Up,
}

#[derive(ErrorKind)]
#[error_kind(crate = framework::metrics::runtime)]
enum OrderError {
    SoldOut,
    #[error_kind(nested = "disk")]
    Disk(::std::io::Error),
    #[error_kind(nested)]
    Inner(InnerError),
}

#[derive(ErrorKind)]
#[error_kind(crate = crate::framework::metrics::runtime)]
struct InnerError;

#[derive(Metrics)]
#[metrics(crate = framework::metrics::runtime, prefix = "belt", labels(hall = "north"))]
struct Belt {
    /// Boxes.
    #[allow_metric(total)]
    boxes: Counter,
    /// Weights.
    #[metric(unit = "grams", buckets = [1, 2])]
    weights: Histogram,
    inner: Option<Inner>,
}

#[derive(Metrics)]
#[metrics(crate = crate::framework::metrics::runtime)]
struct Inner {
    /// Boxes.
    boxes_total: Counter,
}

#[register(crate = framework::metrics::runtime, prefix = "first")]
static BELT: Belt = Belt::new();

/// Boxes that were packed.
#[register(crate = framework::metrics::runtime)]
static BOXES_PACKED_TOTAL: Family<Packed, Counter> = Family::new();

#[timed(crate = framework::metrics::runtime, name = "packing_seconds", labels(size = size), buckets = [1])]
fn pack(size: Size) -> Result<(), ()> {
    BOXES_PACKED_TOTAL.with(Packed { size }).inc();
    Ok(())
}

#[counted(crate = crate::framework::metrics::runtime)]
async fn send() {}

fn main() {
    assert_eq!(Build { packed: Packed { size: Size::Small }, number: Some(1) }.index(), Health::Up.index());
    assert!(pack(Size::Small).is_ok());
    let errors = [OrderError::SoldOut, OrderError::Disk(std::io::Error::other("full")), OrderError::Inner(InnerError)];
    assert_eq!(errors.map(|error| OrderError::KINDS[error.kind()]), ["sold_out", "disk_other", "inner_error"]);
    drop(send());
    BELT.boxes.inc();
    assert!(encode().contains("first_belt_boxes{hall=\"north\"} 1"));
    assert!(encode().contains("boxes_packed_total{size=\"SMALL\"} 1"));
    assert!(encode().contains("packing_seconds_count{size=\"SMALL\",outcome=\"success\"} 1"));
}
