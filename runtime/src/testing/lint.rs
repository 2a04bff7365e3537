//! What is unusual about the families of a page.

use std::{collections::BTreeSet, fmt};

use super::{
    page::{Family, Page},
    snapshot::read,
};
use crate::{
    name::lint::{Advice, Rule, help, label_case, reserved_label},
    registry::Registry,
};

/// Something that a family does otherwise than the field: Prometheus takes it, but people and tools expect it differently.
#[derive(Clone, PartialEq, Eq)]
pub struct Lint {
    family: String,
    label: Option<String>,
    rule: Rule,
    advice: String,
}

/// What `promlint` would say of the registry's page, in the order of the page.
///
/// What is declared with macros is checked at compile time as far as it can break something; this looks at habits, and also at what no
/// compiler has seen: the families of collectors that are attached. Call it in a test, and take out what you can't change:
///
/// ```
/// use std::sync::Arc;
///
/// use tickmark::{Gauge, Registry, testing::{self, Rule}};
///
/// let registry = Registry::new();
/// registry.register("oven_temperature_fahrenheit", "How hot it is.", Arc::new(Gauge::new()))?;
///
/// let mut lints = testing::lint(&registry);
/// assert_eq!(
///     lints[0].to_string(),
///     "`oven_temperature_fahrenheit`: temperatures are in a base unit: record degrees Celsius and write `_celsius` (unit)"
/// );
/// lints.retain(|lint| lint.rule() != Rule::Unit || lint.family() != "oven_temperature_fahrenheit");
/// assert_eq!(lints, []);
/// # Ok::<(), tickmark::Problem>(())
/// ```
pub fn lint(registry: &Registry) -> Vec<Lint> {
    of_page(&read(registry))
}

fn of_page(page: &Page) -> Vec<Lint> {
    page.families.iter().flat_map(of_family).collect()
}

fn of_family(family: &Family) -> Vec<Lint> {
    let lint = |rule, advice: &str| Lint {
        family: family.name.clone(),
        label: None,
        rule,
        advice: advice.to_owned(),
    };
    let of_help = help(&family.help).map(|advice| lint(Rule::Help, advice));
    let of_name = Advice::on(&family.name, family.kind);
    let of_name = of_name.iter().map(|(rule, advice)| lint(rule, advice));
    let twice = repeated(family).map(|series| {
        lint(Rule::Duplicate, &format!("`{series}` is there twice: give one of the two another label value"))
    });
    of_help.into_iter().chain(of_name).chain(of_labels(family)).chain(twice).collect()
}

fn of_labels(family: &Family) -> impl Iterator<Item = Lint> {
    let names: BTreeSet<&str> = family
        .samples
        .iter()
        .flat_map(|(series, _)| series.labels.iter().map(|(name, _)| name.as_str()))
        .collect();
    names.into_iter().flat_map(|label| {
        let lint = |rule, advice: Option<&str>| {
            let (family, label) = (family.name.clone(), Some(label.to_owned()));
            advice.map(|advice| Lint { family, label, rule, advice: advice.to_owned() })
        };
        let reserved = lint(Rule::ReservedLabel, reserved_label(label, family.kind));
        reserved.into_iter().chain(lint(Rule::CamelCase, label_case(label)))
    })
}

/// The first series that the family has a second time.
fn repeated(family: &Family) -> Option<String> {
    let mut seen = BTreeSet::new();
    family
        .samples
        .iter()
        .map(|(series, _)| series)
        .find(|series| !seen.insert(*series))
        .map(ToString::to_string)
}

impl Lint {
    /// The name of the family.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The label that it is about, if it is about one.
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// What the family breaks.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// What to write instead.
    pub fn advice(&self) -> &str {
        &self.advice
    }
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: ", self.family)?;
        if let Some(label) = &self.label {
            write!(f, "the label `{label}`: ")?;
        }
        write!(f, "{} ({})", self.advice, self.rule)
    }
}

/// As it is displayed: what a failed comparison prints is read by people.
impl fmt::Debug for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules that a page breaks.
    fn broken(page: &str) -> Vec<&'static str> {
        let page = Page::read(page).expect("it is one");
        of_page(&page).iter().map(|lint| lint.rule().as_str()).collect()
    }

    #[test]
    fn a_series_that_is_there_twice_is_found_whatever_the_order_of_its_labels() {
        let family = "# HELP a A.\n# TYPE a gauge\n";
        assert_eq!(
            broken(&format!("{family}a{{b=\"1\",c=\"2\"}} 1\na{{c=\"2\",b=\"1\"}} 1\n")),
            ["duplicate"]
        );
        assert_eq!(broken(&format!("{family}a{{b=\"1\",c=\"2\"}} 1\na{{c=\"1\",b=\"2\"}} 1\n")), [""; 0]);
    }

    #[test]
    fn labels_of_the_format_itself_are_no_mistake_where_it_writes_them() {
        let samples = "a_seconds_bucket{le=\"+Inf\"} 1\na_seconds{quantile=\"0.5\"} 1\n";
        for (kind, expected) in [
            ("histogram", ["reserved_label"].as_slice()),
            ("summary", &["reserved_label"]),
            ("gauge", &["reserved_label", "reserved_label"]),
            ("untyped", &[]),
        ] {
            let page = format!("# HELP a_seconds A.\n# TYPE a_seconds {kind}\n{samples}");
            assert_eq!(broken(&page), expected, "{kind}");
        }
    }

    #[test]
    fn a_family_without_help_is_found() {
        assert_eq!(broken("# HELP a \n# TYPE a gauge\na 1\n"), ["help"]);
    }
}
