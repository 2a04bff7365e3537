//! The two faces of `prometheus::proto`.
//!
//! That crate has the same types twice: plain structs, and, with its feature `protobuf`, generated ones. Another dependency
//! of the program may turn the feature on, and Cargo then builds one copy with it for everybody. The few methods that only one face has are
//! therefore called so that both compile: an inherent method wins over the method of a trait, which stands in where it is missing.

use prometheus::proto::{Counter, Gauge};

/// The value of a counter or a gauge.
#[allow(dead_code, reason = "stands in for an inherent method that one of the two faces has")]
pub(super) trait Value {
    /// Inherent in the plain face.
    fn get_value(&self) -> f64;
}

/// Never called: it lets the bodies below compile where the inherent method is missing, which is where
/// [`Value::get_value`] is inherent and they are not reached.
#[allow(dead_code, reason = "stands in for an inherent method that one of the two faces has")]
trait Absent {
    fn value(&self) -> f64 {
        f64::NAN
    }
}

impl Absent for Counter {}
impl Absent for Gauge {}

impl Value for Counter {
    fn get_value(&self) -> f64 {
        self.value()
    }
}

impl Value for Gauge {
    fn get_value(&self) -> f64 {
        self.value()
    }
}
