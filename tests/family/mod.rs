//! Metrics in statics: alone and as families of many series.

mod hostile;
mod limit;
mod registered;
mod removable;
