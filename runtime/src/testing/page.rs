//! A page of the text format 0.0.4, read back.

use super::series::Series;
use crate::kind::Kind;

/// A page as the registry wrote it.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) families: Vec<Family>,
}

/// A family, and its samples in the order of the page.
#[derive(Clone, Debug)]
pub(super) struct Family {
    pub(super) name: String,
    pub(super) help: String,
    pub(super) kind: Kind,
    pub(super) samples: Vec<(Series, f64)>,
}

impl Page {
    /// Reads what an encoder wrote.
    ///
    /// # Errors
    ///
    /// What is wrong with the first line that is no part of a page.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut page = Self::default();
        for line in text.lines() {
            page.add(line).map_err(|what| format!("{what}: `{line}`"))?;
        }
        Ok(page)
    }

    fn add(&mut self, line: &str) -> Result<(), &'static str> {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').unwrap_or((rest, ""));
            self.families.push(Family::new(name, help));
            return Ok(());
        }
        let family = self.families.last_mut().ok_or("there is no help before it")?;
        match line.strip_prefix("# TYPE ") {
            Some(rest) => family.kind = kind(rest).ok_or("that is no type")?,
            None => family.samples.push(sample(line)?),
        }
        Ok(())
    }
}

impl Family {
    fn new(name: &str, help: &str) -> Self {
        Self { name: name.to_owned(), help: help.to_owned(), kind: Kind::Unknown, samples: Vec::new() }
    }
}

fn kind(line: &str) -> Option<Kind> {
    let (_, word) = line.split_once(' ')?;
    let all = [Kind::Counter, Kind::Gauge, Kind::Histogram, Kind::Summary, Kind::Unknown];
    all.into_iter().find(|kind| kind.as_str() == word)
}

fn sample(line: &str) -> Result<(Series, f64), &'static str> {
    let (series, rest) = Series::read(line)?;
    Ok((series, number(rest).ok_or("there is no number behind the series")?))
}

/// The number that a text is, with spaces around it.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    match text {
        "+Inf" | "Inf" => Some(f64::INFINITY),
        "-Inf" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        _ => text.parse().ok().filter(|_| is_plain),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        collector::Collect,
        label::LabelsBuf,
        metric::Counter,
        registry::Registry,
        sink::{FamilyMeta, Sink},
    };

    /// Gauges with these values, each with a label.
    struct Hostile(Vec<(String, f64)>);

    impl Collect for Hostile {
        fn collect(&self, sink: &mut dyn Sink) {
            sink.family(&FamilyMeta::new("hostile", Kind::Gauge, "It said:\n\"\\n\"."));
            for (at, (label, value)) in self.0.iter().enumerate() {
                let labels = LabelsBuf::new().with("label", label).with("at", &at.to_string());
                sink.gauge(labels.as_labels(), *value);
            }
        }
    }

    #[test]
    fn a_page_is_families_with_their_samples() {
        let registry = Registry::new();
        registry.register("orders_total", "Orders.", Arc::new(Counter::new())).expect("the name is free");
        let page = Page::read(&registry.encode()).expect("we wrote it");
        let [family] = &page.families[..] else { panic!("there is one: {page:?}") };
        assert_eq!((&*family.name, &*family.help, family.kind), ("orders_total", "Orders.", Kind::Counter));
        assert_eq!(family.samples.len(), 1);
        assert_eq!(page.families[0].samples[0].1.to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn what_is_no_page_is_refused_with_the_line() {
        for (text, what) in [
            ("orders_total 1", "there is no help before it: `orders_total 1`"),
            ("# HELP a A.\n# TYPE a thing", "that is no type: `# TYPE a thing`"),
            ("# HELP a A.\na", "there is no number behind the series: `a`"),
            ("# HELP a A.\na 1 2", "there is no number behind the series: `a 1 2`"),
            ("# HELP a A.\na inf", "there is no number behind the series: `a inf`"),
        ] {
            assert_eq!(Page::read(text).expect_err(text), what);
        }
    }

    proptest! {
        #[test]
        fn a_page_comes_back_as_it_was_written(written in prop::collection::vec((any::<String>(), any::<f64>()), 1..5)) {
            let registry = Registry::new();
            registry.attach(Hostile(written.clone()));
            let page = Page::read(&registry.encode()).expect("we wrote it");
            let mut samples = page.families[0].samples.clone();
            samples.sort_by_key(|(series, _)| series.label("at").map(str::to_owned));
            prop_assert_eq!(samples.len(), written.len());
            for ((series, read), (label, value)) in samples.iter().zip(&written) {
                prop_assert_eq!(series.label("label").unwrap_or_default(), &**label);
                prop_assert!(read.to_bits() == value.to_bits() || (read.is_nan() && value.is_nan()));
            }
        }

        #[test]
        fn a_series_reads_what_it_displays(name in "[a-z_:][a-z0-9_:]{0,8}", values in prop::collection::vec(any::<String>(), 0..4)) {
            let labels = values.into_iter().enumerate().map(|(at, value)| (format!("label_{at}"), value)).collect();
            let series = Series { name, labels };
            let read = Series::read_whole(&series.to_string()).expect("it is one");
            prop_assert_eq!((&read.name, &read.labels), (&series.name, &series.labels));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>(), rest in "[a{}=\", \\\\1+-]{0,20}") {
            _ = Page::read(&text);
            _ = Page::read(&format!("# HELP a \n{rest}"));
        }
    }
}
