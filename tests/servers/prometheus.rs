use std::{collections::BTreeMap, fs, net::SocketAddr, process::Command};

use serde_json::Value as Json;

use super::{
    api::{Api, Series, labels, text},
    content::{Mark, Sample, is_about_the_registry, number},
    free_port::free_address,
    process::{Process, folder},
    wait_for,
};

/// Debian's Prometheus, scraping every second.
pub(super) struct Prometheus {
    _process: Process,
    api: Api,
}

impl Prometheus {
    /// Starts a server that scrapes `/metrics` of the target; its first scrape comes within some seconds.
    pub(super) fn scraping(target: SocketAddr) -> Self {
        Self::start(&[], &[("tickmark", target)])
    }

    /// The same with these features, and with more than one job.
    pub(super) fn start(features: &[&str], targets: &[(&str, SocketAddr)]) -> Self {
        Self::with(features, &configuration(targets))
    }

    /// The same with a configuration of its own.
    pub(super) fn configured(configuration: &str) -> Self {
        Self::with(&[], configuration)
    }

    fn with(features: &[&str], configuration: &str) -> Self {
        let (address, folder) = (free_address(), folder());
        fs::write(folder.path().join("prometheus.yml"), configuration)
            .expect("a temporary folder can be written to");
        let mut command = Command::new("prometheus");
        command.args(["--config.file=prometheus.yml", "--storage.tsdb.path=data"]);
        command.arg(format!("--web.listen-address={address}"));
        command.arg(format!("--enable-feature={}", features.join(",")));
        let mut process = Process::start(&mut command, folder);
        process.wait_until_ready(&format!("http://{address}/-/ready"));
        Self { _process: process, api: Api::at(address) }
    }

    /// The answer to an instant query.
    #[track_caller]
    pub(super) fn query(&self, promql: &str) -> Vec<Series> {
        self.api.query(promql)
    }

    /// Waits until the job was scraped, and fails with what Prometheus has to say where it could not read the page.
    #[track_caller]
    pub(super) fn wait_until_scraped(&self, job: &str) {
        wait_for(&format!("the first scrape of `{job}`"), || {
            let target = self.target(job)?;
            assert_ne!(target["health"], "down", "`{job}`: {}", target["lastError"]);
            (target["health"] == "up").then_some(())
        });
        self.wait_for_value(&format!("up{{job='{job}'}} == 1"), f64::is_finite);
    }

    /// Waits until a scrape of the job has failed, and gives what Prometheus has to say.
    #[track_caller]
    pub(super) fn wait_until_down(&self, job: &str) -> String {
        let target = wait_for(&format!("the first failed scrape of `{job}`"), || {
            let target = self.target(job)?;
            assert_ne!(target["health"], "up", "`{job}`");
            (target["health"] == "down").then_some(target)
        });
        self.wait_for_value(&format!("up{{job='{job}'}} == 0"), f64::is_finite);
        text(&target["lastError"])
    }

    fn target(&self, job: &str) -> Option<Json> {
        let data = self.api.ask("targets", &[("state", "active")]);
        let mut targets = data["activeTargets"].as_array().expect("there are targets").iter();
        targets.find(|target| target["labels"]["job"] == job).cloned()
    }

    /// The samples of the last scrape of this job, without what is said of the scrape and of the registry, in their own order.
    #[track_caller]
    pub(super) fn samples_of(&self, job: &str) -> Vec<Sample> {
        self.api.samples(&format!("{{job='{job}', __name__!~'up|scrape_.*'}}"))
    }

    /// Kind, help and unit of each family of this job by its name.
    pub(super) fn metadata_of(&self, job: &str) -> BTreeMap<String, [String; 3]> {
        let target = format!("{{job='{job}'}}");
        let data = self.api.ask("targets/metadata", &[("match_target", &target)]);
        let families = data.as_array().expect("metadata is a list").iter();
        let family = |family: &Json| {
            let word = |key| text(&family[key]);
            (word("metric"), [word("type"), word("help"), word("unit")])
        };
        families.map(family).filter(|(name, _)| !is_about_the_registry(name)).collect()
    }

    /// The exemplars of all series of this job, by the name of the sample.
    pub(super) fn exemplars_of(&self, job: &str) -> Vec<(String, Mark)> {
        let selector = format!("{{job='{job}'}}");
        let data =
            self.api.ask("query_exemplars", &[("query", &selector), ("start", "0"), ("end", "9999999999")]);
        let mut found = Vec::new();
        for series in data.as_array().expect("exemplars come as a list") {
            let name = text(&series["seriesLabels"]["__name__"]);
            for exemplar in series["exemplars"].as_array().expect("a series has exemplars") {
                found.push((name.clone(), mark(exemplar)));
            }
        }
        found.sort();
        found
    }

    /// Asks until the answer holds a value that will do.
    #[track_caller]
    pub(super) fn wait_for_value(&self, promql: &str, will_do: impl Fn(f64) -> bool) -> f64 {
        let what = format!("the value of `{promql}`");
        wait_for(&what, || self.query(promql).iter().map(|series| series.value).find(|value| will_do(*value)))
    }

    /// Asks until the answer has all of these as values of the label.
    #[track_caller]
    pub(super) fn wait_for_label_values(&self, promql: &str, label: &str, expected: &[&str]) {
        wait_for(&format!("{expected:?} as `{label}` of `{promql}`"), || {
            let answer = self.query(promql);
            let seen: Vec<_> = answer.iter().filter_map(|series| series.labels.get(label)).collect();
            expected.iter().all(|value| seen.iter().any(|it| it == value)).then_some(())
        });
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time of our days")]
fn mark(exemplar: &Json) -> Mark {
    let time = exemplar["timestamp"].as_f64().map(|seconds| (seconds * 1e3).round() as u64);
    let value = text(&exemplar["value"]).parse().expect("a value is a number");
    Mark { labels: labels(&exemplar["labels"]), value: number(value), time }
}

/// What to scrape, which other servers understand too.
pub(super) fn configuration(targets: &[(&str, SocketAddr)]) -> String {
    let job = |(name, target): &(&str, SocketAddr)| {
        format!("  - job_name: {name}\n    static_configs:\n      - targets: ['{target}']\n")
    };
    let jobs: String = targets.iter().map(job).collect();
    format!("global:\n  scrape_interval: 1s\nscrape_configs:\n{jobs}")
}
