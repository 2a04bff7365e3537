//! The metrics of a struct, one after the other.

use super::{FamilyDescriptor, Help};
use crate::{
    field::{FieldDescriptor, FieldRef, Shape},
    label::{LabelDescriptor, LabelsBuf},
    metric::Source,
};

/// A metric of a struct with all that is declared of it.
pub(crate) struct Leaf<'a> {
    pub(crate) descriptor: FamilyDescriptor,
    /// On each of its series, before its own.
    pub(crate) labels: LabelsBuf,
    pub(crate) metric: &'a (dyn Source + Send + Sync),
    /// The way to it through the structs around it.
    pub(crate) path: Vec<usize>,
}

/// What the structs around a field have said.
#[derive(Clone, Default)]
pub(crate) struct Around {
    prefix: String,
    /// Each label and its value; a field's own are after those around it.
    labels: Vec<(&'static str, &'static str)>,
    path: Vec<usize>,
}

/// All metrics of a field, in the order in which they are declared; those of an absent group are none.
pub(crate) fn leaves<'a>(field: &FieldDescriptor, found: FieldRef<'a>) -> Vec<Leaf<'a>> {
    let mut leaves = Vec::new();
    walk(field, found, Around::default(), &mut leaves);
    leaves
}

fn walk<'a>(field: &FieldDescriptor, found: FieldRef<'a>, around: Around, leaves: &mut Vec<Leaf<'a>>) {
    let Around { prefix, mut labels, path } = around;
    let name = field.full_name(&prefix);
    labels.extend(field.constant_labels());
    match (field.shape(), found) {
        (Shape::Metric { kind, .. }, FieldRef::Metric(metric)) => {
            let descriptor = FamilyDescriptor {
                name: name.into(),
                kind,
                help: Help::Given(field.help().into()),
                unit: field.unit_name(),
                labels: names(&labels, metric),
                bounds: metric.bounds().to_vec(),
                latency: None,
                exempt: field.exemption(),
                place: field.place(),
            };
            leaves.push(Leaf { descriptor, labels: written(&labels), metric, path });
        }
        (Shape::Group(fields), FieldRef::Group(group)) => {
            for (at, inner) in fields.iter().enumerate() {
                let path = path.iter().copied().chain([at]).collect();
                let around = Around { prefix: name.clone(), labels: labels.clone(), path };
                walk(inner, group.field(at), around, leaves);
            }
        }
        // An `Option` without anything in it.
        _ => {}
    }
}

fn names(constant: &[(&'static str, &'static str)], metric: &dyn Source) -> Vec<&'static str> {
    constant.iter().map(|(name, _)| *name).chain(metric.labels().iter().map(LabelDescriptor::name)).collect()
}

fn written(labels: &[(&'static str, &'static str)]) -> LabelsBuf {
    labels.iter().fold(LabelsBuf::new(), |written, (name, value)| written.with(name, value))
}
