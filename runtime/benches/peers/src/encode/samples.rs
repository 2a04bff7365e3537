//! Whether two pages say the same.

use std::collections::BTreeMap;

/// Name and labels of a line with a value, whoever wrote it.
type Name = (String, Vec<(String, String)>);

/// What a page says, without what its format may choose: order, `_total`, and how numbers are written.
pub struct Samples(BTreeMap<Name, f64>);

impl Samples {
    /// What the page says; what tickmark says of itself and foundations of the process is left out.
    pub fn of(page: &str) -> Self {
        let lines = page.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let is_asked_for =
            |((name, _), _): &(Name, f64)| !["tickmark_", "process_"].iter().any(|own| name.starts_with(own));
        Self(lines.map(sample).filter(is_asked_for).collect())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The first thing that the other one says differently.
    pub fn difference(&self, other: &Self) -> Option<String> {
        let differs = |(name, value): &(&Name, &f64)| {
            other.0.get(*name).is_none_or(|theirs| (**value - theirs).abs() > 1e-9 * value.abs())
        };
        let ours = self.0.iter().find(differs);
        let missing = || other.0.iter().find(|(name, _)| !self.0.contains_key(*name));
        ours.or_else(missing).map(|(name, _)| {
            format!("{name:?} is {:?} here and {:?} there", self.0.get(name), other.0.get(name))
        })
    }
}

fn sample(line: &str) -> (Name, f64) {
    let (series, value) = line.rsplit_once(' ').expect("a line ends in a value");
    let (name, labels) = series.split_once('{').unwrap_or((series, ""));
    let mut labels: Vec<_> = labels.trim_end_matches('}').split("\",").filter_map(label).collect();
    labels.sort();
    let name = name.strip_suffix("_total").unwrap_or(name).to_owned();
    ((name, labels), value.parse().expect("the value is a number"))
}

/// A pair; no value here has anything that has to be escaped, nor `",`.
fn label(pair: &str) -> Option<(String, String)> {
    let (name, value) = pair.split_once("=\"")?;
    let value = value.trim_end_matches('"');
    let value = match (name, value.parse::<f64>()) {
        ("le", Ok(bound)) => bound.to_string(),
        _ => value.to_owned(),
    };
    Some((name.to_owned(), value))
}
