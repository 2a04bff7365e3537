//! Reads a page back: a strict parser of the text format 0.0.4 that shares no code with what wrote the page, nor with the one that users have.

mod line;
mod read;
mod soundness;

use std::{collections::HashMap, fmt};

use tickmark::exposition::{Encoder, Escaping, Format, check, check::Rule};

/// A page that was read, and is sound.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    families: Vec<Family>,
}

/// What stands between one `# HELP` and the next.
#[derive(Clone, Debug)]
pub(crate) struct Family {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) help: String,
    pub(crate) samples: Vec<Sample>,
}

/// One line with a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sample {
    pub(crate) name: String,
    /// In the order of their names, values not escaped; without those that are empty, which are none.
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) value: f64,
}

impl Page {
    /// The page of the global registry.
    #[track_caller]
    pub(crate) fn now() -> Self {
        Self::read(&tickmark::encode())
    }

    /// The same with the series of one module only, for tests that look often.
    #[track_caller]
    pub(crate) fn of_module(module: &str) -> Self {
        let (page, label) = (tickmark::encode(), format!("module=\"{module}\""));
        let lines = page.split_inclusive('\n');
        Self::read(&lines.filter(|line| line.starts_with('#') || line.contains(&label)).collect::<String>())
    }

    /// The page of a registry.
    #[track_caller]
    pub(crate) fn of(registry: &tickmark::Registry) -> Self {
        let page = registry.encode();
        // Who counts how often it was asked, or failed, is asked once.
        if !page.contains("tickmark_collector_") && !page.contains("tickmark_callback_") {
            open_metrics_is_sound(registry);
        }
        Self::read(&page)
    }

    /// Fails the test when the page is not sound.
    #[track_caller]
    pub(crate) fn read(text: &str) -> Self {
        match Self::try_read(text) {
            Ok(page) => page,
            Err(what) => panic!("this page is not sound: {what}\n{text}"),
        }
    }

    /// The page, or what is wrong with it.
    pub(crate) fn try_read(text: &str) -> Result<Self, String> {
        let page = Self { families: read::families(text)? };
        soundness::check(&page.families)?;
        judged(text)?;
        Ok(page)
    }

    pub(crate) fn families(&self) -> impl Iterator<Item = &Family> {
        self.families.iter()
    }

    pub(crate) fn family(&self, name: &str) -> Option<&Family> {
        self.families.iter().find(|family| family.name == name)
    }

    pub(crate) fn samples(&self) -> impl Iterator<Item = &Sample> {
        self.families.iter().flat_map(|family| &family.samples)
    }

    /// The value of the sample with exactly these labels, in any order, other than empty ones.
    pub(crate) fn value(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let labels = labels.iter().filter(|(_, value)| !value.is_empty());
        let mut wanted: Vec<_> = labels.map(|(key, value)| ((*key).into(), (*value).into())).collect();
        wanted.sort_unstable();
        self.samples()
            .find(|sample| sample.name == name && sample.labels == wanted)
            .map(|sample| sample.value)
    }

    /// The same of a counter, a bucket or a gauge that counts whole things.
    #[track_caller]
    pub(crate) fn count(&self, name: &str, labels: &[(&str, &str)]) -> Option<u64> {
        self.value(name, labels).map(whole)
    }

    /// The values that a label has in a family, each once and in order.
    pub(crate) fn values_of(&self, family: &str, label: &str) -> Vec<&str> {
        let samples = self.family(family).into_iter().flat_map(|family| &family.samples);
        let mut values: Vec<_> = samples.filter_map(|sample| sample.label(label)).collect();
        values.sort_unstable();
        values.dedup();
        values
    }
}

impl Sample {
    pub(crate) fn label(&self, name: &str) -> Option<&str> {
        self.labels.iter().find(|(key, _)| key == name).map(|(_, value)| &**value)
    }

    /// What tells it apart from all others.
    pub(crate) fn series(&self) -> (&str, &[(String, String)]) {
        (&self.name, &self.labels)
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels: Vec<_> = self.labels.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
        write!(f, "{}{{{}}} {}", self.name, labels.join(","), self.value)
    }
}

/// What the checker that users have says of the page: this reader and that one must agree that it is sound.
fn judged(text: &str) -> Result<(), String> {
    let findings = check(text, Format::Text0_0_4);
    findings.into_iter().find(check::Finding::is_error).map_or(Ok(()), |error| Err(error.to_string()))
}

/// The same registry has a page in OpenMetrics, which the checker takes; only names that are written there as they came are not held against it.
#[track_caller]
fn open_metrics_is_sound(registry: &tickmark::Registry) {
    let mut page = Vec::new();
    let format = Format::OpenMetrics1_0_0;
    Encoder::new(format).escaping(Escaping::AllowUtf8).encode(registry, &mut page);
    let page = String::from_utf8(page).expect("text is UTF-8");
    let is_of_names = |rule| matches!(rule, Rule::Clash | Rule::ReservedName);
    let error =
        check(&page, format).into_iter().find(|finding| finding.is_error() && !is_of_names(finding.rule()));
    assert_eq!(error, None, "in OpenMetrics:\n{page}");
}

/// The samples that changed from one page to the next, each with the difference as its value. One that appeared with
/// zero did not move.
pub(crate) fn moved(before: &Page, after: &Page) -> Vec<Sample> {
    let old: HashMap<_, _> = before.samples().map(|sample| (sample.series(), sample.value)).collect();
    let difference = |new: &Sample| {
        let old = old.get(&new.series()).copied().unwrap_or(0.0);
        Sample { value: new.value - old, ..new.clone() }
    };
    after.samples().map(difference).filter(|sample| sample.value != 0.0).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was just checked")]
#[track_caller]
fn whole(value: f64) -> u64 {
    assert!(value >= 0.0 && value.fract() == 0.0, "{value} is not a count");
    value as u64
}
