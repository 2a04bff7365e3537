//! What a configuration says of a family.

use super::{
    Config,
    rule::{Rule, Setting},
};

/// Questions, for whoever applies a configuration or prints it. They take the name of a family as it was declared, without the prefix.
///
/// # Cost
///
/// A question about a family compares its name with the pattern of every rule of that sort, for each at most as many steps as the product of
/// their lengths. It allocates nothing and takes no lock.
impl Config {
    /// What stands before the names of families, or nothing.
    pub fn name_prefix(&self) -> &str {
        self.prefix.as_deref().unwrap_or_default()
    }

    /// The labels that every series has. One without a value is none, to Prometheus too.
    pub fn constant_labels(&self) -> impl Iterator<Item = (&str, &str)> {
        let labels = self.labels.iter().map(|label| (&*label.name, &*label.value));
        labels.filter(|(_, value)| !value.is_empty())
    }

    /// The limit of families without one of their own, where one was given.
    pub fn default_limit(&self) -> Option<usize> {
        self.series_limit
    }

    /// Whether pages of OpenMetrics say when series began.
    pub fn has_created(&self) -> bool {
        self.created.unwrap_or(false)
    }

    /// Whether pages of text have the buckets of native histograms as VictoriaMetrics knows them.
    pub fn has_vmrange(&self) -> bool {
        self.vmrange.unwrap_or(false)
    }

    /// Whether a family is on the page.
    pub fn is_enabled(&self, family: &str) -> bool {
        let enabled = |setting: &Setting| if let Setting::Enabled(it) = setting { Some(*it) } else { None };
        self.last_answer(family, enabled).unwrap_or(true)
    }

    /// The upper bounds for the buckets of a family, where they were given.
    pub fn buckets_of(&self, family: &str) -> Option<&[f64]> {
        self.last_answer(
            family,
            |setting| if let Setting::Buckets(it) = setting { Some(&**it) } else { None },
        )
    }

    /// The limit for the series of a family, where it was given one.
    pub fn limit_of(&self, family: &str) -> Option<usize> {
        self.last_answer(family, |setting| if let Setting::Limit(it) = setting { Some(*it) } else { None })
    }

    /// A sentence for each rule that has matched none of the families that were asked about: most likely its pattern has a slip.
    ///
    /// A rule matches when its own question is asked; `buckets` when [`buckets_of`](Self::buckets_of) is. Rules that were
    /// overruled by later ones have matched all the same.
    ///
    /// ```
    /// # use tickmark::Config;
    /// let config = Config::new().limit("shop_*", 50).limit("shop_ordesr_total", 500);
    /// config.limit_of("shop_orders_total");
    /// let unused: Vec<String> = config.unused().collect();
    /// assert_eq!(unused.len(), 1);
    /// assert!(unused[0].contains("`limit` for `shop_ordesr_total` matches no family"));
    /// ```
    pub fn unused(&self) -> impl Iterator<Item = String> {
        self.rules.iter().filter(|rule| !rule.is_used()).map(Rule::complaint)
    }

    /// Asks all rules, also those that a later one overrules: they are used.
    fn last_answer<'c, T>(&'c self, family: &str, answer: impl Fn(&'c Setting) -> Option<T>) -> Option<T> {
        let answers =
            self.rules.iter().filter_map(|rule| answer(&rule.setting).filter(|_| rule.applies_to(family)));
        answers.fold(None, |_, answer| Some(answer))
    }
}
