use std::{collections::BTreeMap, fs, net::SocketAddr, process::Command};

use serde_json::Value as Json;

use super::{
    TIMEOUT_IN_SECONDS,
    content::{Labels, Mark, Sample, is_about_the_registry, number},
    free_port::free_address,
    process::{Process, folder},
    wait_for,
};

/// Debian's Prometheus, scraping every second.
pub(super) struct Prometheus {
    _process: Process,
    address: SocketAddr,
}

/// One element of the answer to an instant query.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) labels: Labels,
    /// Not a number where it is a native histogram.
    pub(super) value: f64,
    pub(super) histogram: Option<Json>,
}

impl Prometheus {
    /// Starts a server that scrapes `/metrics` of the target; its first scrape comes within some seconds.
    pub(super) fn scraping(target: SocketAddr) -> Self {
        Self::start(&[], &[("tickmark", target)])
    }

    /// The same with these features, and with more than one job.
    pub(super) fn start(features: &[&str], targets: &[(&str, SocketAddr)]) -> Self {
        let (address, folder) = (free_address(), folder());
        fs::write(folder.path().join("prometheus.yml"), configuration(targets))
            .expect("a temporary folder can be written to");
        let mut command = Command::new("prometheus");
        command.args(["--config.file=prometheus.yml", "--storage.tsdb.path=data"]);
        command.arg(format!("--web.listen-address={address}"));
        command.arg(format!("--enable-feature={}", features.join(",")));
        let mut process = Process::start(&mut command, folder);
        process.wait_until_ready(&format!("http://{address}/-/ready"));
        Self { _process: process, address }
    }

    /// The answer to an instant query.
    #[track_caller]
    pub(super) fn query(&self, promql: &str) -> Vec<Series> {
        let data = self.ask("query", &[("query", promql)]);
        let result = data["result"].as_array().expect("an instant query gives a vector");
        result.iter().map(Series::from_json).collect()
    }

    /// The samples of the last scrape of this job, without what is said of the scrape and of the registry, in their own order.
    #[track_caller]
    pub(super) fn samples_of(&self, job: &str) -> Vec<Sample> {
        let series = self.query(&format!("{{job='{job}', __name__!~'up|scrape_.*'}}"));
        let series = series.into_iter().filter(|series| series.histogram.is_none());
        let mut samples: Vec<_> = series
            .map(|mut series| {
                let name = series.labels.remove("__name__").expect("nothing was calculated");
                series.labels.retain(|name, _| name != "job" && name != "instance");
                Sample::new(&name, series.labels, series.value)
            })
            .filter(|sample| !is_about_the_registry(&sample.name))
            .collect();
        samples.sort();
        samples
    }

    /// Kind, help and unit of each family of this job by its name.
    pub(super) fn metadata_of(&self, job: &str) -> BTreeMap<String, [String; 3]> {
        let target = format!("{{job='{job}'}}");
        let data = self.ask("targets/metadata", &[("match_target", &target)]);
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
            self.ask("query_exemplars", &[("query", &selector), ("start", "0"), ("end", "9999999999")]);
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

    #[track_caller]
    fn ask(&self, what: &str, parameters: &[(&str, &str)]) -> Json {
        let request = minreq::get(format!("http://{}/api/v1/{what}", self.address));
        let request =
            parameters.iter().fold(request, |request, (name, value)| request.with_param(*name, *value));
        let response = request.with_timeout(TIMEOUT_IN_SECONDS).send().expect("a ready server answers");
        let mut body: Json = serde_json::from_slice(response.as_bytes()).expect("the API answers in JSON");
        assert_eq!(body["status"], "success", "{what} {parameters:?}: {body}");
        body["data"].take()
    }
}

impl Series {
    fn from_json(element: &Json) -> Self {
        let histogram = element.get("histogram").map(|histogram| histogram[1].clone());
        let value = histogram.is_none().then(|| text(&element["value"][1]));
        let value =
            value.map_or(f64::NAN, |value| value.parse().expect("a value is a number, `NaN` or `+Inf`"));
        Self { labels: labels(&element["metric"]), value, histogram }
    }
}

fn labels(labels: &Json) -> Labels {
    let labels = labels.as_object().expect("every element has labels");
    labels.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

fn text(value: &Json) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time of our days")]
fn mark(exemplar: &Json) -> Mark {
    let time = exemplar["timestamp"].as_f64().map(|seconds| (seconds * 1e3).round() as u64);
    let value = text(&exemplar["value"]).parse().expect("a value is a number");
    Mark { labels: labels(&exemplar["labels"]), value: number(value), time }
}

fn configuration(targets: &[(&str, SocketAddr)]) -> String {
    let job = |(name, target): &(&str, SocketAddr)| {
        format!("  - job_name: {name}\n    static_configs:\n      - targets: ['{target}']\n")
    };
    let jobs: String = targets.iter().map(job).collect();
    format!("global:\n  scrape_interval: 1s\nscrape_configs:\n{jobs}")
}
