//! Tests against real servers on loopback, which `tests/servers.sh` installs, and against readers of pages that others wrote: `judge`.
//!
//! Every server belongs to the test that started it, and ends with it, also when it fails.

mod api;
mod content;
mod decoded;
mod exporter;
mod free_port;
mod imported;
mod judge;
mod kind;
mod many;
mod native;
mod prometheus;
mod promtool;
mod pushed;
mod pushgateway;
mod quickstart;
mod scraped;
mod spine;
mod strict;
mod target;
mod victoria_metrics;

use tickmark::exposition::Escaping;

use crate::{
    patience::{TIMEOUT_IN_SECONDS, get, wait_for},
    process,
};

const ESCAPINGS: [Escaping; 4] =
    [Escaping::Underscores, Escaping::AllowUtf8, Escaping::Dots, Escaping::Values];
