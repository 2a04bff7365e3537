//! The HTTP API of Prometheus, which others have as well.

use std::net::SocketAddr;

use serde_json::Value as Json;

use super::{
    TIMEOUT_IN_SECONDS,
    content::{Labels, Sample, is_about_the_registry},
};

pub(super) struct Api {
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

impl Api {
    pub(super) const fn at(address: SocketAddr) -> Self {
        Self { address }
    }

    /// The answer to an instant query.
    #[track_caller]
    pub(super) fn query(&self, promql: &str) -> Vec<Series> {
        let data = self.ask("query", &[("query", promql), ("nocache", "1")]);
        let result = data["result"].as_array().expect("an instant query gives a vector");
        result.iter().map(Series::from_json).collect()
    }

    /// The samples that are selected, without what servers add to their labels and what registries say of themselves; in their own order.
    #[track_caller]
    pub(super) fn samples(&self, selector: &str) -> Vec<Sample> {
        let series = self.query(selector).into_iter().filter(|series| series.histogram.is_none());
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

    #[track_caller]
    pub(super) fn ask(&self, what: &str, parameters: &[(&str, &str)]) -> Json {
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

pub(super) fn labels(labels: &Json) -> Labels {
    let labels = labels.as_object().expect("labels are an object");
    labels.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

pub(super) fn text(value: &Json) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
