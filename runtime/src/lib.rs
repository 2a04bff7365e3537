//! Annotate functions and structs, scrape Prometheus metrics.
