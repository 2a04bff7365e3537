//! What the families of outgoing requests are called.

use super::Dimension::{self, Error, Host, Method, Port, Route, Scheme, Status, Version};
use crate::{
    buckets::{BYTE_BUCKETS, DURATION_BUCKETS},
    http::{
        Naming,
        Quantity::{self, Duration, FirstByte, InProgress, RequestSize, Requests, ResponseSize, TotalSize},
        setup,
    },
};

pub(super) type Preset = setup::Preset<Quantity, Dimension>;

const fn preset(
    (quantity, name, help): (Quantity, &'static str, &'static str),
    dimensions: &'static [Dimension],
    buckets: Option<&'static [f64]>,
    is_on: bool,
) -> Preset {
    Preset { quantity, entry: quantity.entry(), name, help, dimensions, buckets, is_on }
}

const REQUESTS: &str = "Outgoing requests that ended.";
const DURATION: &str = "Time that outgoing requests took, in seconds.";
const FIRST_BYTE: &str = "Time from outgoing requests to the first byte of their responses, in seconds.";
const IN_PROGRESS: &str = "Outgoing requests under way.";
const REQUEST_SIZE: &str = "Bytes of request bodies that were sent.";
const RESPONSE_SIZE: &str = "Bytes of response bodies that were read.";
const TOTAL_SIZE: &str = "Bytes of the bodies of outgoing requests and their responses.";

const WAYS: &[Dimension] = &[Host, Method, Route];
const ENDINGS: &[Dimension] = &[Host, Method, Route, Status, Error];
const DURATIONS: Option<&[f64]> = Some(DURATION_BUCKETS);

const INSTRUMENTATOR: [Preset; 7] = [
    preset((Requests, "http_client_requests_total", REQUESTS), ENDINGS, None, true),
    preset((Duration, "http_client_request_duration_seconds", DURATION), WAYS, DURATIONS, true),
    preset((FirstByte, "http_client_request_first_byte_seconds", FIRST_BYTE), WAYS, DURATIONS, false),
    preset((InProgress, "http_client_requests_inprogress", IN_PROGRESS), &[Host, Method], None, true),
    preset((RequestSize, "http_client_request_size_bytes", REQUEST_SIZE), &[Host], None, true),
    preset((ResponseSize, "http_client_response_size_bytes", RESPONSE_SIZE), &[Host], None, true),
    preset((TotalSize, "http_client_combined_size_bytes", TOTAL_SIZE), &[Host], None, false),
];

const ATTRIBUTES: &[Dimension] = &[Method, Host, Port, Error, Status, Scheme, Version, Route];
const ACTIVE: &[Dimension] = &[Method, Host, Port, Scheme];
const SIZES: Option<&[f64]> = Some(BYTE_BUCKETS);

const OPEN_TELEMETRY: [Preset; 7] = [
    preset((Requests, "http_client_requests_total", REQUESTS), ATTRIBUTES, None, false),
    preset((Duration, "http_client_request_duration_seconds", DURATION), ATTRIBUTES, DURATIONS, true),
    preset((FirstByte, "http_client_request_first_byte_seconds", FIRST_BYTE), ATTRIBUTES, DURATIONS, false),
    preset((InProgress, "http_client_active_requests", IN_PROGRESS), ACTIVE, None, true),
    preset((RequestSize, "http_client_request_body_size_bytes", REQUEST_SIZE), ATTRIBUTES, SIZES, true),
    preset((ResponseSize, "http_client_response_body_size_bytes", RESPONSE_SIZE), ATTRIBUTES, SIZES, true),
    preset((TotalSize, "http_client_body_size_bytes", TOTAL_SIZE), ATTRIBUTES, SIZES, false),
];

pub(super) const fn families(naming: Naming) -> &'static [Preset] {
    match naming {
        Naming::Instrumentator => &INSTRUMENTATOR,
        Naming::OpenTelemetry => &OPEN_TELEMETRY,
    }
}

pub(super) const fn label(naming: Naming, dimension: Dimension) -> &'static str {
    match (naming, dimension) {
        (Naming::Instrumentator, Host) => "host",
        (Naming::Instrumentator, Port) => "port",
        (Naming::Instrumentator, Method) => "method",
        (Naming::Instrumentator, Status) => "status",
        (Naming::Instrumentator, Route) => "route",
        (Naming::Instrumentator, Scheme) => "scheme",
        (Naming::Instrumentator, Version) => "version",
        (Naming::Instrumentator, Error) => "error",
        (Naming::OpenTelemetry, Host) => "server_address",
        (Naming::OpenTelemetry, Port) => "server_port",
        (Naming::OpenTelemetry, Method) => "http_request_method",
        (Naming::OpenTelemetry, Status) => "http_response_status_code",
        (Naming::OpenTelemetry, Route) => "url_template",
        (Naming::OpenTelemetry, Scheme) => "url_scheme",
        (Naming::OpenTelemetry, Version) => "network_protocol_version",
        (Naming::OpenTelemetry, Error) => "error_type",
    }
}
