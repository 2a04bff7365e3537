//! Labels: names, values, and the sets of both that tell the series of a family apart.

mod constant;
mod descriptor;
mod error_kind;
mod pattern;
mod set;
mod text;
mod value;

pub use descriptor::LabelDescriptor;
pub use error_kind::{ErrorKind, KindOf, KindParts, Part, assert_kinds_differ, kind_at};
pub(crate) use pattern::{KeyPattern, Lengths};
pub use set::{LabelSet, fold_index};
pub(crate) use set::{Shape, combinations};
pub use text::{Labels, LabelsBuf};
pub(crate) use text::{push_escaped, push_label};
pub use value::LabelValue;
