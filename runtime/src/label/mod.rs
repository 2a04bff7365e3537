//! Labels: names, values, and the sets of both that tell the series of a family apart.

mod constant;
mod descriptor;
mod display;
mod error_kind;
mod optional;
mod parts;
mod pattern;
mod set;
mod text;
mod value;

pub use descriptor::LabelDescriptor;
pub use display::Displayed;
pub use error_kind::{ErrorKind, KindOf, KindParts, Part, assert_kinds_differ, kind_at};
pub use parts::{LabelParts, assert_labels_are_few, assert_labels_differ};
pub(crate) use pattern::{KeyPattern, Lengths};
pub(crate) use set::Shape;
pub use set::{LabelSet, combinations, fold_index, fold_set};
pub(crate) use text::Label;
pub use text::{Labels, LabelsBuf};
pub(crate) use text::{push_escaped, push_label, quoted};
pub use value::LabelValue;
