use std::{collections::BTreeMap, fs, net::SocketAddr, process::Command};

use serde_json::Value;

use super::{
    TIMEOUT_IN_SECONDS,
    free_port::free_address,
    process::{Process, folder},
    wait_for,
};

/// Debian's Prometheus, scraping one target every second.
pub(super) struct Prometheus {
    _process: Process,
    address: SocketAddr,
}

/// One element of the answer to an instant query.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) labels: BTreeMap<String, String>,
    pub(super) value: f64,
}

impl Prometheus {
    /// Starts a server that scrapes `/metrics` of the target; its first scrape comes within some seconds.
    pub(super) fn scraping(target: SocketAddr) -> Self {
        let (address, folder) = (free_address(), folder());
        fs::write(folder.path().join("prometheus.yml"), configuration(target))
            .expect("a temporary folder can be written to");
        let mut command = Command::new("prometheus");
        command.args(["--config.file=prometheus.yml", "--storage.tsdb.path=data"]);
        command.arg(format!("--web.listen-address={address}"));
        let mut process = Process::start(&mut command, folder);
        process.wait_until_ready(&format!("http://{address}/-/ready"));
        Self { _process: process, address }
    }

    /// The answer to an instant query.
    #[track_caller]
    pub(super) fn query(&self, promql: &str) -> Vec<Series> {
        let request =
            minreq::get(format!("http://{}/api/v1/query", self.address)).with_param("query", promql);
        let response = request.with_timeout(TIMEOUT_IN_SECONDS).send().expect("a ready server answers");
        let body: Value = serde_json::from_slice(response.as_bytes()).expect("the API answers in JSON");
        assert_eq!(body["status"], "success", "`{promql}`: {body}");
        let result = body["data"]["result"].as_array().expect("an instant query gives a vector");
        result.iter().map(Series::from_json).collect()
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

impl Series {
    fn from_json(element: &Value) -> Self {
        let labels = element["metric"].as_object().expect("every element has labels");
        let text = |value: &Value| value.as_str().expect("labels and values come as text").to_owned();
        Self {
            labels: labels.iter().map(|(name, value)| (name.clone(), text(value))).collect(),
            value: text(&element["value"][1]).parse().expect("a value is a number, `NaN` or `+Inf`"),
        }
    }
}

fn configuration(target: SocketAddr) -> String {
    format!(
        "global:
  scrape_interval: 1s
scrape_configs:
  - job_name: tickmark
    static_configs:
      - targets: ['{target}']
"
    )
}
