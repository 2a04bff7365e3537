//! One line of a table of metrics, compared with a page.

use tickmark::DURATION_BUCKETS;

use crate::page::{Family, Page, Sample};

/// What a metric has to be.
pub(super) struct Expected {
    pub(super) name: String,
    pub(super) kind: String,
    /// In the order of their names, each with its values where they are a closed set.
    labels: Vec<(String, Option<Vec<String>>)>,
    bounds: Vec<f64>,
}

impl Expected {
    #[track_caller]
    pub(super) fn read(line: &str) -> Self {
        let mut words = line.split_whitespace();
        let (Some(name), Some(kind)) = (words.next(), words.next()) else {
            panic!("neither a name nor a kind: {line:?}")
        };
        let (bounds, labels): (Vec<_>, Vec<_>) =
            words.partition(|word| word.starts_with(|first: char| first.is_ascii_digit()));
        let bounds = bounds.iter().flat_map(|list| list.split(','));
        let mut bounds: Vec<f64> = bounds.map(|bound| bound.parse().expect("a number")).collect();
        if kind == "histogram" && bounds.is_empty() {
            bounds.extend(DURATION_BUCKETS);
        }
        let mut labels: Vec<_> = labels.into_iter().map(label).collect();
        labels.sort();
        Self { name: name.to_owned(), kind: kind.to_owned(), labels, bounds }
    }

    /// Whether all of its series are known.
    pub(super) fn is_closed(&self) -> bool {
        self.labels.iter().all(|(_, values)| values.is_some())
    }

    /// Whether it has as many series as its labels make, or any where that is open.
    pub(super) fn is_there(&self, page: &Page) -> bool {
        let series = page.family(&self.name).map_or(0, |family| self.series(family).count());
        let values = self.labels.iter().map(|(_, values)| values.as_ref().map_or(1, Vec::len));
        if self.is_closed() { series == values.product::<usize>() } else { series > 0 }
    }

    /// Whether one of its series is above zero.
    pub(super) fn counted(&self, page: &Page) -> bool {
        page.family(&self.name).is_some_and(|family| self.series(family).any(|sample| sample.value > 0.0))
    }

    /// What the page has otherwise.
    pub(super) fn problems(&self, page: &Page) -> Vec<String> {
        let Some(family) = page.family(&self.name) else {
            return vec![format!("`{}` is not on the page", self.name)];
        };
        let mut problems = Vec::new();
        if family.kind != self.kind {
            problems.push(format!("`{}` is a {}, not a {}", self.name, family.kind, self.kind));
        }
        for sample in &family.samples {
            problems.extend(self.problem_of_labels(sample));
        }
        // A family with open labels may have no series yet.
        if !family.samples.is_empty() {
            problems.extend(self.problems_of_values(page));
            problems.extend(self.problem_of_bounds(page));
        }
        problems.dedup();
        problems
    }

    /// One sample of each series.
    fn series<'a>(&self, family: &'a Family) -> impl Iterator<Item = &'a Sample> {
        let name = if self.kind == "histogram" { format!("{}_count", self.name) } else { self.name.clone() };
        family.samples.iter().filter(move |sample| sample.name == name)
    }

    fn problem_of_labels(&self, sample: &Sample) -> Option<String> {
        let found: Vec<_> = sample.labels.iter().map(|(name, _)| name).filter(|name| *name != "le").collect();
        let expected: Vec<_> = self.labels.iter().map(|(name, _)| name).collect();
        (found != expected).then(|| format!("`{}` has the labels {found:?}, not {expected:?}", self.name))
    }

    fn problems_of_values(&self, page: &Page) -> Vec<String> {
        let closed = self.labels.iter().filter_map(|(label, values)| Some((label, values.as_ref()?)));
        let problem = |(label, expected): (&String, &Vec<String>)| {
            let found = page.values_of(&self.name, label);
            (found != *expected)
                .then(|| format!("`{}` has the values {found:?} of `{label}`, not {expected:?}", self.name))
        };
        closed.filter_map(problem).collect()
    }

    fn problem_of_bounds(&self, page: &Page) -> Option<String> {
        let bounds = page.values_of(&self.name, "le").into_iter().filter(|bound| *bound != "+Inf");
        let mut found: Vec<f64> = bounds.map(|bound| bound.parse().expect("the page is sound")).collect();
        found.sort_by(f64::total_cmp);
        let expected = &self.bounds;
        (found != *expected).then(|| format!("`{}` has the bounds {found:?}, not {expected:?}", self.name))
    }
}

/// `name`, or `name{value,value}`.
fn label(word: &str) -> (String, Option<Vec<String>>) {
    let Some((name, values)) = word.split_once('{') else { return (word.to_owned(), None) };
    let mut values: Vec<_> = values.trim_end_matches('}').split(',').map(str::to_owned).collect();
    values.sort_unstable();
    (name.to_owned(), Some(values))
}
