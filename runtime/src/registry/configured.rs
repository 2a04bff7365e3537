//! A declaration as the configuration has it.

use std::borrow::Cow;

use super::{FamilyDescriptor, Problem};
use crate::{config::Config, kind::Kind, label::LabelsBuf, metric::Source};

/// What a configuration makes of a declaration.
pub(super) struct Configured {
    /// With the configured name and buckets.
    pub(super) descriptor: FamilyDescriptor,
    /// On each of its series, before its own.
    pub(super) labels: LabelsBuf,
    pub(super) is_enabled: bool,
    limit: Option<usize>,
    default_limit: Option<usize>,
    has_other_buckets: bool,
}

impl Configured {
    /// Every question is asked, also of what is disabled: rules that nobody asks for are reported.
    pub(super) fn new(config: &Config, mut descriptor: FamilyDescriptor, own: LabelsBuf) -> Self {
        let name = descriptor.name.clone();
        let (is_enabled, limit) = (config.is_enabled(&name), config.limit_of(&name));
        let buckets = (descriptor.kind == Kind::Histogram).then(|| config.buckets_of(&name)).flatten();
        let has_other_buckets = buckets.is_some();
        descriptor.bounds = buckets.map_or(descriptor.bounds, <[f64]>::to_vec);
        if !config.name_prefix().is_empty() && !descriptor.exempt.are_ours() {
            descriptor.name = Cow::Owned([config.name_prefix(), "_", &name].concat());
        }
        // What the family says of itself is worth more than what is said of all.
        let is_own = |name: &str| descriptor.labels.contains(&name) || descriptor.own_label() == Some(name);
        let labels = config.constant_labels().filter(|(name, _)| !is_own(name));
        let labels = labels.fold(LabelsBuf::new(), |labels, (name, value)| labels.with(name, value));
        let (labels, default_limit) = (labels.followed_by(&own), config.default_limit());
        Self { descriptor, labels, is_enabled, limit, default_limit, has_other_buckets }
    }

    /// The bounds that a histogram has instead of those that it was declared with.
    pub(super) fn other_buckets(&self) -> Option<&[f64]> {
        self.has_other_buckets.then_some(&self.descriptor.bounds)
    }

    /// That the buckets which are configured have no bound where a promise needs one.
    pub(super) fn lost_objective(&self) -> Option<Problem> {
        let latency = self.descriptor.latency?;
        let is_lost = !self.other_buckets()?.contains(&latency);
        is_lost.then(|| Problem::objective(&self.descriptor, latency))
    }

    /// Whether the metric itself is to be other than it was declared.
    pub(super) fn asks_of_metrics(&self) -> bool {
        self.limit.is_some() || self.default_limit.is_some() || self.has_other_buckets
    }

    /// Tells a metric what is configured; false where it is too late for its buckets, because something was recorded.
    pub(super) fn prepare(&self, metric: &dyn Source) -> bool {
        if let Some(limit) = self.limit {
            metric.limit_to(limit);
        }
        if let Some(limit) = self.default_limit {
            metric.limit_by_default(limit);
        }
        self.other_buckets().is_none_or(|bounds| metric.bound_by(bounds))
    }
}
