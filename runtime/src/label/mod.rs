//! Labels: names, values, and the sets of both that tell the series of a family apart.

mod descriptor;
mod set;
mod text;
mod value;

pub use descriptor::LabelDescriptor;
pub use set::{LabelSet, fold_index};
pub(crate) use set::{Shape, combinations};
pub(crate) use text::{Key, push_escaped, push_label};
pub use text::{Labels, LabelsBuf};
pub use value::LabelValue;
