//! Labels: names, values, and the sets of both that tell the series of a family apart.

mod constant;
mod descriptor;
mod display;
mod error_kind;
#[cfg(feature = "http")]
mod interned;
mod optional;
mod parts;
mod pattern;
mod set;
mod text;
mod value;

pub use descriptor::LabelDescriptor;
pub use display::Displayed;
pub use error_kind::{ErrorKind, KindOf, KindParts, Part, assert_kinds_differ, kind_at};
#[cfg(feature = "http")]
pub(crate) use interned::interned;
pub use parts::{LabelParts, assert_labels_are_few, assert_labels_differ};
#[cfg(feature = "http")]
pub(crate) use pattern::equal;
pub(crate) use pattern::{KeyPattern, Lengths};
pub(crate) use set::Shape;
pub use set::{LabelSet, combinations, fold_index, fold_set};
pub(crate) use text::Label;
pub use text::{Labels, LabelsBuf};
pub(crate) use text::{push_escaped, push_label, quoted};
pub use value::LabelValue;
