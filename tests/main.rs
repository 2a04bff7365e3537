//! What users do, tested as they do it.

mod arguments;
mod blocks;
mod config;
mod counted;
mod dependencies;
mod drive;
mod endings;
mod examples;
mod exporter;
mod exposition;
mod family;
mod futures;
mod grpc;
mod http;
mod http_client;
mod in_flight;
mod json;
mod labels;
mod metrics;
mod native;
mod negotiation;
mod page;
mod patience;
mod process;
mod prometheus_bridge;
mod reading_pages;
mod readme;
mod registry;
mod sections;
mod serve;
#[cfg(feature = "servers")]
mod servers;
mod services;
mod streams;
mod threads;
mod timed;
