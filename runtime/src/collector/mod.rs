//! Families that come from elsewhere, asked for at every scrape.

mod attached;
mod buffer;
mod value;

pub(crate) use attached::Attached;
pub(crate) use buffer::{Buffer, BufferedFamily};

use crate::sink::Sink;

/// Hands over families whose values are kept elsewhere: by the operating system, a connection pool, another library.
///
/// One that scrapes the registry which asks it sees what that holds itself, and no collectors. Names may be of any letters, such as
/// `http.server.duration`; formats that have no such names get them [escaped](crate::exposition::Escaping).
///
/// Scrapes that come at once ask it at once, and each waits for it: one that may hang needs a limit of its own, unless `serve` answers them.
///
/// ```
/// use tickmark::{Collect, FamilyMeta, Kind, LabelsBuf, Registry, Sink};
///
/// struct Temperature;
///
/// impl Collect for Temperature {
///     fn collect(&self, sink: &mut dyn Sink) {
///         sink.family(&FamilyMeta::new("room_temperature_celsius", Kind::Gauge, "How warm it is."));
///         sink.gauge(LabelsBuf::new().with("room", "kitchen").as_labels(), 21.5);
///     }
/// }
///
/// let registry = Registry::new();
/// registry.attach(Temperature);
/// assert!(registry.encode().contains("room_temperature_celsius{room=\"kitchen\"} 21.5\n"));
/// ```
pub trait Collect: Send + Sync {
    /// Writes the families, each followed by its series.
    fn collect(&self, sink: &mut dyn Sink);

    /// What the collector is called where the registry says how it fares: the name of its type, unless it says another.
    fn name(&self) -> &str {
        std::any::type_name::<Self>()
    }
}
