//! What families are called, and what tells their series apart.

use super::{books::Entry, method, status::StatusLabel};
use crate::buckets::{BYTE_BUCKETS, DURATION_BUCKETS};

/// Whose names the families and labels have, and what there is by default.
///
/// All of it can be changed one by one: [`rename`](super::MetricsLayer::rename), [`rename_label`](super::MetricsLayer::rename_label).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Naming {
    /// Those of [prometheus-fastapi-instrumentator](https://github.com/trallnag/prometheus-fastapi-instrumentator), which many
    /// dashboards know: `http_requests_total{handler,method,status}` and so on.
    #[default]
    Instrumentator,
    /// Those of [OpenTelemetry](https://opentelemetry.io/docs/specs/semconv/http/http-metrics/) as Prometheus has them:
    /// `http_server_request_duration_seconds{http_request_method,…}` and so on.
    OpenTelemetry,
}

/// What can be measured of a request; [the module](super#what-is-counted) has the names, and which there are by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quantity {
    /// How many requests there were.
    Requests,
    /// How long they took, in seconds: a histogram with the bounds 0.1, 0.5 and 1, or [`DURATION_BUCKETS`] for OpenTelemetry.
    Duration,
    /// The same without labels, in 21 buckets from 0.01 to 60 seconds, for quantiles over all routes.
    HighResolutionDuration,
    /// How long it took until the head of the answer was there, in seconds.
    FirstByte,
    /// How many are under way.
    InProgress,
    /// How many bytes of the request's body were read: a summary, or a histogram with [`BYTE_BUCKETS`] for OpenTelemetry.
    RequestSize,
    /// How many bytes of the response's body were taken, kept as those of the request.
    ResponseSize,
    /// Both together.
    TotalSize,
}

/// What tells the series of requests apart: [`MetricsLayer::labels`](super::MetricsLayer::labels) says which of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dimension {
    /// The method; one that HTTP does not know is `other`, or `_OTHER` for OpenTelemetry.
    Method,
    /// The status, as [`StatusLabel`] has it.
    Status,
    /// The template of the [`Route`](super::Route).
    Route,
    /// `http` or `https`.
    Scheme,
    /// The version of HTTP: `1.1`, `2`.
    Version,
    /// Why there was no good answer: the status of an error of the server, `panic`, `error` or `cancelled`; no label
    /// where there was one. [How a request ends](super#how-a-request-ends) has all.
    Error,
}

/// How many of the values of a row are those of dimensions; behind them come labels of one's own.
pub(super) const DIMENSIONS: usize = 6;

/// A family as a naming has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) quantity: Quantity,
    pub(super) name: &'static str,
    pub(super) help: &'static str,
    pub(super) dimensions: &'static [Dimension],
    pub(super) buckets: Option<&'static [f64]>,
    pub(super) is_on: bool,
}

const fn named(
    (quantity, name, help): (Quantity, &'static str, &'static str),
    dimensions: &'static [Dimension],
    buckets: Option<&'static [f64]>,
    is_on: bool,
) -> Named {
    Named { quantity, name, help, dimensions, buckets, is_on }
}

const COARSE: &[f64] = &[0.1, 0.5, 1.0];
const FINE: &[f64] = &[
    0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 7.5, 10.0,
    30.0, 60.0,
];

const REQUESTS: &str = "Requests that ended.";
const DURATION: &str = "Time that requests took, in seconds.";
const FINE_DURATION: &str = "Time that requests took, in seconds, in fine buckets and without labels.";
const FIRST_BYTE: &str = "Time from requests to the first byte of their responses, in seconds.";
const IN_PROGRESS: &str = "Requests under way.";
const REQUEST_SIZE: &str = "Bytes of request bodies that were read.";
const RESPONSE_SIZE: &str = "Bytes of response bodies that were sent.";
const TOTAL_SIZE: &str = "Bytes of request and response bodies.";

use Dimension::{Error, Method, Route, Scheme, Status, Version};
use Quantity::{
    Duration, FirstByte, HighResolutionDuration, InProgress, RequestSize, Requests, ResponseSize, TotalSize,
};

const INSTRUMENTATOR: [Named; 8] = [
    named((Requests, "http_requests_total", REQUESTS), &[Route, Method, Status], None, true),
    named((Duration, "http_request_duration_seconds", DURATION), &[Route, Method], Some(COARSE), true),
    named(
        (HighResolutionDuration, "http_request_duration_highr_seconds", FINE_DURATION),
        &[],
        Some(FINE),
        true,
    ),
    named((FirstByte, "http_request_first_byte_seconds", FIRST_BYTE), &[Route, Method], Some(COARSE), false),
    named((InProgress, "http_requests_inprogress", IN_PROGRESS), &[], None, true),
    named((RequestSize, "http_request_size_bytes", REQUEST_SIZE), &[Route], None, true),
    named((ResponseSize, "http_response_size_bytes", RESPONSE_SIZE), &[Route], None, true),
    named((TotalSize, "http_combined_size_bytes", TOTAL_SIZE), &[Route], None, false),
];

const ATTRIBUTES: &[Dimension] = &[Method, Scheme, Error, Status, Route, Version];

const OPEN_TELEMETRY: [Named; 8] = [
    named((Requests, "http_server_requests_total", REQUESTS), ATTRIBUTES, None, false),
    named(
        (Duration, "http_server_request_duration_seconds", DURATION),
        ATTRIBUTES,
        Some(DURATION_BUCKETS),
        true,
    ),
    named(
        (HighResolutionDuration, "http_server_request_duration_highr_seconds", FINE_DURATION),
        &[],
        Some(FINE),
        false,
    ),
    named(
        (FirstByte, "http_server_request_first_byte_seconds", FIRST_BYTE),
        ATTRIBUTES,
        Some(DURATION_BUCKETS),
        false,
    ),
    named((InProgress, "http_server_active_requests", IN_PROGRESS), &[Method, Scheme], None, true),
    named(
        (RequestSize, "http_server_request_body_size_bytes", REQUEST_SIZE),
        ATTRIBUTES,
        Some(BYTE_BUCKETS),
        true,
    ),
    named(
        (ResponseSize, "http_server_response_body_size_bytes", RESPONSE_SIZE),
        ATTRIBUTES,
        Some(BYTE_BUCKETS),
        true,
    ),
    named((TotalSize, "http_server_body_size_bytes", TOTAL_SIZE), ATTRIBUTES, Some(BYTE_BUCKETS), false),
];

impl Naming {
    pub(super) const fn families(self) -> &'static [Named; 8] {
        match self {
            Self::Instrumentator => &INSTRUMENTATOR,
            Self::OpenTelemetry => &OPEN_TELEMETRY,
        }
    }

    pub(super) const fn status(self) -> StatusLabel {
        match self {
            Self::Instrumentator => StatusLabel::Class,
            Self::OpenTelemetry => StatusLabel::Code,
        }
    }

    /// All that a method can be.
    pub(super) const fn methods(self) -> &'static [&'static str; 10] {
        match self {
            Self::Instrumentator => &const { method::names("other") },
            Self::OpenTelemetry => &const { method::names("_OTHER") },
        }
    }

    /// The value for requests that took no route; an empty one is no label.
    pub(super) const fn no_route(self) -> &'static str {
        match self {
            Self::Instrumentator => "none",
            Self::OpenTelemetry => "",
        }
    }

    pub(super) const fn label(self, dimension: Dimension) -> &'static str {
        match (self, dimension) {
            (Self::Instrumentator, Method) => "method",
            (Self::Instrumentator, Status) => "status",
            (Self::Instrumentator, Route) => "handler",
            (Self::Instrumentator, Scheme) => "scheme",
            (Self::Instrumentator, Version) => "version",
            (Self::Instrumentator, Error) => "error",
            (Self::OpenTelemetry, Method) => "http_request_method",
            (Self::OpenTelemetry, Status) => "http_response_status_code",
            (Self::OpenTelemetry, Route) => "http_route",
            (Self::OpenTelemetry, Scheme) => "url_scheme",
            (Self::OpenTelemetry, Version) => "network_protocol_version",
            (Self::OpenTelemetry, Error) => "error_type",
        }
    }
}

impl Quantity {
    pub(super) const fn entry(self) -> Entry {
        match self {
            Self::Requests => Entry::One,
            Self::Duration => Entry::Duration,
            Self::HighResolutionDuration => Entry::HighResolution,
            Self::FirstByte => Entry::FirstByte,
            Self::InProgress => Entry::InProgress,
            Self::RequestSize => Entry::RequestBytes,
            Self::ResponseSize => Entry::ResponseBytes,
            Self::TotalSize => Entry::AllBytes,
        }
    }
}
