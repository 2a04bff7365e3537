//! What is known of a label before it has a value.

use super::LabelValue;

/// A label of a family as it is declared: its name, and its values where they are a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelDescriptor {
    name: &'static str,
    values: Values,
    is_optional: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Values {
    Fixed(&'static str),
    Closed(&'static [&'static str]),
    Open,
    Unknown,
}

impl LabelDescriptor {
    /// A label whose values have this type.
    pub const fn of<V: LabelValue + ?Sized>(name: &'static str) -> Self {
        let values = match V::VALUES {
            Some(values) => Values::Closed(values),
            None => Values::Open,
        };
        Self { name, values, is_optional: V::IS_OPTIONAL }
    }

    /// A label with one value, the same in every series.
    pub const fn fixed(name: &'static str, value: &'static str) -> Self {
        Self { name, values: Values::Fixed(value), is_optional: false }
    }

    /// A label that has one of these values.
    #[cfg(feature = "http")]
    pub(crate) const fn closed(name: &'static str, values: &'static [&'static str]) -> Self {
        Self { name, values: Values::Closed(values), is_optional: false }
    }

    /// A label whose type shows only when the first value arrives.
    pub const fn unknown(name: &'static str) -> Self {
        Self { name, values: Values::Unknown, is_optional: false }
    }

    /// The name of the label.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether its values are [optional](crate::LabelValue#labels-that-may-be-missing), so that a series may be without it.
    pub const fn is_optional(&self) -> bool {
        self.is_optional
    }

    /// The values that the label can have, where they are a closed set; an empty one stands for none.
    pub const fn values(&self) -> Option<&'static [&'static str]> {
        match self.values {
            Values::Closed(values) => Some(values),
            _ => None,
        }
    }

    /// Whether its values are known not to be a closed set.
    pub(crate) const fn is_open(&self) -> bool {
        matches!(self.values, Values::Open)
    }

    /// The one value of a label that is the same in every series.
    pub const fn fixed_value(&self) -> Option<&'static str> {
        match self.values {
            Values::Fixed(value) => Some(value),
            _ => None,
        }
    }

    /// The same label; its values, if nobody knows them yet, from the next of the labels that `arrived`, which fixed
    /// labels don't.
    pub(crate) fn with_values_of<'a>(mut self, arrived: &mut impl Iterator<Item = &'a Self>) -> Self {
        if self.fixed_value().is_none() {
            let arrived = arrived.next();
            if let (Values::Unknown, Some(arrived)) = (self.values, arrived) {
                (self.values, self.is_optional) = (arrived.values, arrived.is_optional);
            }
        }
        self
    }
}
