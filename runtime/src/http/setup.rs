//! What layers can be told whatever they measure.

use std::{borrow::Cow, collections::BTreeSet, fmt};

use super::{
    books::{Entry, Keeping, Planned, Shape},
    options::ROOM,
    server::{is_switched_on, registry},
};
use crate::{
    label::{LabelDescriptor, interned},
    place::Place,
    registry::{Problems, Registry},
};

/// What a layer was told, of the quantities `Q` that it measures and the dimensions `D` by which it tells them apart.
#[derive(Clone)]
pub(super) struct Setup<Q, D> {
    pub(super) namespace: String,
    pub(super) subsystem: String,
    pub(super) constant: Vec<(String, String)>,
    pub(super) names: Vec<(Q, String)>,
    pub(super) label_names: Vec<(D, String)>,
    pub(super) buckets: Vec<(Q, Vec<f64>)>,
    pub(super) switched: Vec<(Q, bool)>,
    pub(super) without: Vec<D>,
    pub(super) is_native: bool,
    pub(super) limit: usize,
    pub(super) registry: Option<Registry>,
    pub(super) switch: Option<String>,
    pub(super) place: Place,
}

/// A family as it is where nobody says anything else.
#[derive(Clone, Copy, Debug)]
pub(super) struct Preset<Q: 'static, D: 'static> {
    pub(super) quantity: Q,
    pub(super) entry: Entry,
    pub(super) name: &'static str,
    pub(super) help: &'static str,
    pub(super) dimensions: &'static [D],
    pub(super) buckets: Option<&'static [f64]>,
    pub(super) is_on: bool,
}

impl<Q: Copy + PartialEq, D: Copy + PartialEq> Setup<Q, D> {
    pub(super) const fn new(place: Place) -> Self {
        Self {
            namespace: String::new(),
            subsystem: String::new(),
            constant: Vec::new(),
            names: Vec::new(),
            label_names: Vec::new(),
            buckets: Vec::new(),
            switched: Vec::new(),
            without: Vec::new(),
            is_native: false,
            limit: ROOM,
            registry: None,
            switch: None,
            place,
        }
    }

    /// The families that are wanted; `label` makes the descriptor of a label of its name, and `column` says which value of a row it has.
    pub(super) fn plan(
        &self,
        presets: &[Preset<Q, D>],
        label: impl Fn(D, Option<&'static str>) -> LabelDescriptor,
        column: impl Fn(D) -> usize,
    ) -> Vec<Planned> {
        let is_on =
            |preset: &&Preset<Q, D>| last(&self.switched, preset.quantity).map_or(preset.is_on, |on| *on);
        let planned = |preset: &Preset<Q, D>| {
            let dimensions: Vec<D> = self.dimensions(preset).collect();
            let labels = dimensions.iter().map(|dimension| label(*dimension, self.label_name(*dimension)));
            Planned {
                entry: preset.entry,
                name: self.name(preset),
                help: preset.help,
                shape: self.shape(preset),
                labels: self.fixed().chain(labels).collect(),
                columns: dimensions.iter().map(|dimension| column(*dimension)).collect(),
            }
        };
        presets.iter().filter(is_on).map(planned).collect()
    }

    fn dimensions(&self, preset: &Preset<Q, D>) -> impl Iterator<Item = D> {
        preset.dimensions.iter().copied().filter(|dimension| !self.without.contains(dimension))
    }

    fn fixed(&self) -> impl Iterator<Item = LabelDescriptor> {
        self.constant.iter().map(|(name, value)| LabelDescriptor::fixed(interned(name), interned(value)))
    }

    fn name(&self, preset: &Preset<Q, D>) -> String {
        let name = last(&self.names, preset.quantity).map_or(preset.name, String::as_str);
        self.prefixed(name)
    }

    pub(super) fn prefixed(&self, name: &str) -> String {
        prefixed([&self.namespace, &self.subsystem, name])
    }

    fn label_name(&self, dimension: D) -> Option<&'static str> {
        last(&self.label_names, dimension).map(|name| interned(name))
    }

    fn shape(&self, preset: &Preset<Q, D>) -> Shape {
        let said = last(&self.buckets, preset.quantity).cloned().map(Cow::Owned);
        let buckets = said.or(preset.buckets.map(Cow::Borrowed));
        match (preset.entry, buckets) {
            (Entry::One | Entry::RequestMessages | Entry::ResponseMessages, _) => Shape::Counter,
            (Entry::InProgress, _) => Shape::Balance,
            (_, Some(buckets)) => Shape::Histogram(buckets),
            (_, None) => Shape::Summary,
        }
    }

    pub(super) const fn keeping(&self) -> Keeping {
        Keeping { limit: self.limit, native: self.is_native, place: self.place }
    }

    pub(super) fn registry(&self) -> Registry {
        registry(self.registry.as_ref())
    }

    /// What is wrong with what was said, and with the families, which are declared.
    pub(super) fn check(&self) -> Result<(), Problems> {
        self.registry().check_at(self.place)
    }

    /// Whether the environment lets the layer measure anything.
    pub(super) fn is_switched_on(&self) -> bool {
        is_switched_on(self.switch.as_deref())
    }
}

/// A name with all that stands before it.
pub(super) fn prefixed(parts: [&str; 3]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

/// What was said last.
pub(super) fn last<K: PartialEq, V>(said: &[(K, V)], of: K) -> Option<&V> {
    said.iter().rev().find(|(key, _)| *key == of).map(|(_, value)| value)
}

/// Shows a layer by the families that it counts in.
pub(super) fn debug_families<'a>(
    name: &str,
    families: impl IntoIterator<Item = &'a Planned>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let names: BTreeSet<_> = families.into_iter().map(|planned| &planned.name).collect();
    f.debug_tuple(name).field(&names).finish()
}

/// The methods of a layer that tell its setup what it was told, and open it; the layer has `options`, with a `setup`, and a `recorder`.
macro_rules! setup_methods {
    ($quantity:ty, $dimension:ty) => {
        /// The same, whose families are declared now, if nothing is wrong with them. Without it what can't be is left out, the rest is measured,
        /// and [`check`](crate::check()) reports it.
        ///
        /// # Errors
        ///
        /// When a method was given what can't be, or a family clashes with another declaration: all of it at once.
        pub fn checked(self) -> Result<Self, crate::registry::Problems> {
            self.recorder();
            self.options.setup.check()?;
            Ok(self)
        }

        /// What all names begin with.
        #[must_use]
        pub fn namespace(self, namespace: impl Into<String>) -> Self {
            self.with_setup(|setup| setup.namespace = namespace.into())
        }

        /// What all names begin with, behind the [`namespace`](Self::namespace).
        #[must_use]
        pub fn subsystem(self, subsystem: impl Into<String>) -> Self {
            self.with_setup(|setup| setup.subsystem = subsystem.into())
        }

        /// A label with the same value on every series.
        #[must_use]
        pub fn constant_label(self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.with_setup(|setup| setup.constant.push((name.into(), value.into())))
        }

        /// Another name for a family; [`namespace`](Self::namespace) and [`subsystem`](Self::subsystem) stand before it all the same.
        #[must_use]
        pub fn rename(self, quantity: $quantity, name: impl Into<String>) -> Self {
            self.with_setup(|setup| setup.names.push((quantity, name.into())))
        }

        /// Another name for a label.
        #[must_use]
        pub fn rename_label(self, dimension: $dimension, name: impl Into<String>) -> Self {
            self.with_setup(|setup| setup.label_names.push((dimension, name.into())))
        }

        /// Measures this as well.
        #[must_use]
        pub fn with(self, quantity: $quantity) -> Self {
            self.with_setup(|setup| setup.switched.push((quantity, true)))
        }

        /// Does not measure this.
        #[must_use]
        pub fn without(self, quantity: $quantity) -> Self {
            self.with_setup(|setup| setup.switched.push((quantity, false)))
        }

        /// Leaves a label out of all families.
        #[must_use]
        pub fn without_label(self, dimension: $dimension) -> Self {
            self.with_setup(|setup| setup.without.push(dimension))
        }

        /// The upper bounds of the buckets of a histogram, in seconds or bytes; what was a summary becomes a histogram.
        #[must_use]
        pub fn buckets(self, quantity: $quantity, bounds: impl Into<Vec<f64>>) -> Self {
            self.with_setup(|setup| setup.buckets.push((quantity, bounds.into())))
        }

        /// The durations as native histograms, with the classic buckets beside.
        #[must_use]
        pub fn native(self) -> Self {
            self.with_setup(|setup| setup.is_native = true)
        }

        /// How many series a family may have; 10,000 where nothing is said. Past it, there is one overflow series.
        #[must_use]
        pub fn limit(self, series: usize) -> Self {
            self.with_setup(|setup| setup.limit = series)
        }

        /// Counts in this registry instead of the [`global`](crate::global()) one.
        #[must_use]
        pub fn registry(self, registry: crate::registry::Registry) -> Self {
            self.with_setup(|setup| setup.registry = Some(registry))
        }

        /// Measures only if this variable of the environment says so: `true`, `1`, `on` or `yes`. Without it the layer measures unless
        /// `ENABLE_METRICS` or `TICKMARK_ENABLED` says not to.
        #[must_use]
        pub fn only_if_env(self, variable: impl Into<String>) -> Self {
            self.with_setup(|setup| setup.switch = Some(variable.into()))
        }

        fn with_setup(
            self,
            change: impl FnOnce(&mut $crate::http::setup::Setup<$quantity, $dimension>),
        ) -> Self {
            self.with_options(|options| change(&mut options.setup))
        }

        /// Other options, and so other families.
        fn with_options(mut self, change: impl FnOnce(&mut Options)) -> Self {
            change(std::sync::Arc::make_mut(&mut self.options));
            Self { options: self.options, recorder: std::sync::Arc::default() }
        }

        pub(super) fn recorder(&self) -> &std::sync::Arc<Recorder> {
            self.recorder.get_or_init(|| std::sync::Arc::new(Recorder::open((*self.options).clone())))
        }
    };
}

pub(super) use setup_methods;
