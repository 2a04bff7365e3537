//! Labels: names, values, and the sets of both that tell the series of a family apart.

mod descriptor;
mod set;
mod text;
mod value;

pub use descriptor::LabelDescriptor;
pub use set::LabelSet;
pub use text::{Labels, LabelsBuf};
pub use value::LabelValue;

pub use set::fold_index;
pub(crate) use set::{Shape, combinations};
pub(crate) use text::{Key, push_label};
