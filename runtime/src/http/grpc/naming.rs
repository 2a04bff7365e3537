//! What the families of calls are called.

use super::{
    Dimension::{self, Code, Method, Service, Type},
    Quantity::{self, Duration, Handled, Received, Sent, Started},
    options::Side,
};
use crate::{
    buckets::DURATION_BUCKETS,
    http::{books::Entry, setup},
};

pub(super) type Preset = setup::Preset<Quantity, Dimension>;

const fn preset(
    quantity: Quantity,
    entry: Entry,
    (name, help): (&'static str, &'static str),
    dimensions: &'static [Dimension],
) -> Preset {
    let buckets = match quantity {
        Duration => Some(DURATION_BUCKETS),
        _ => None,
    };
    Preset { quantity, entry, name, help, dimensions, buckets, is_on: true }
}

const METHODS: &[Dimension] = &[Type, Service, Method];
pub(super) const CODES: &[Dimension] = &[Type, Service, Method, Code];

const SERVER: [Preset; 5] = [
    preset(Started, Entry::One, ("grpc_server_started_total", "Calls that began."), METHODS),
    preset(
        Received,
        Entry::RequestMessages,
        ("grpc_server_msg_received_total", "Messages received of callers."),
        METHODS,
    ),
    preset(
        Sent,
        Entry::ResponseMessages,
        ("grpc_server_msg_sent_total", "Messages sent to callers."),
        METHODS,
    ),
    preset(Handled, Entry::One, ("grpc_server_handled_total", "Calls that ended, well or not."), CODES),
    preset(
        Duration,
        Entry::Duration,
        ("grpc_server_handling_seconds", "Time that calls took, in seconds."),
        METHODS,
    ),
];

const CLIENT: [Preset; 5] = [
    preset(Started, Entry::One, ("grpc_client_started_total", "Outgoing calls that began."), METHODS),
    preset(
        Received,
        Entry::ResponseMessages,
        ("grpc_client_msg_received_total", "Messages received of servers."),
        METHODS,
    ),
    preset(
        Sent,
        Entry::RequestMessages,
        ("grpc_client_msg_sent_total", "Messages sent to servers."),
        METHODS,
    ),
    preset(
        Handled,
        Entry::One,
        ("grpc_client_handled_total", "Outgoing calls that ended, well or not."),
        CODES,
    ),
    preset(
        Duration,
        Entry::Duration,
        ("grpc_client_handling_seconds", "Time that outgoing calls took, in seconds."),
        METHODS,
    ),
];

/// The families of calls that begin and of those that have ended.
pub(super) fn families(side: Side) -> (&'static [Preset], &'static [Preset]) {
    match side {
        Side::Server => SERVER.split_at(3),
        Side::Client => CLIENT.split_at(3),
    }
}

pub(super) const fn label(dimension: Dimension) -> &'static str {
    match dimension {
        Type => "grpc_type",
        Service => "grpc_service",
        Method => "grpc_method",
        Code => "grpc_code",
    }
}
