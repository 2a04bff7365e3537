//! A server for scrapes on a thread of its own, for programs that have none: workers, command-line jobs, programs without `async`.
//!
//! ```
//! use tickmark::serve::Exporter;
//!
//! let exporter = Exporter::bind("127.0.0.1:0")?; // or a port of its own, such as "0.0.0.0:9464"
//! println!("metrics at http://{}/metrics", exporter.local_addr());
//! # Ok::<(), tickmark::serve::exporter::ExporterError>(())
//! ```
//!
//! It speaks HTTP/1.1, keeps connections open between scrapes, and answers
//!
//! | path | with |
//! |---|---|
//! | `/metrics`, or [another](Builder::path) | the page, by its [`ScrapeHandler`](crate::serve::ScrapeHandler) |
//! | `/metrics.json`, or `.json` behind the other | the same as JSON |
//! | `/` | links to them |
//! | `/-/healthy` | `healthy` |
//!
//! and everything else with 404.
//!
//! # Options
//!
//! | option | default |
//! |---|---|
//! | [`registry`](Builder::registry): whose page it is | that of the handler, or the [`global`](crate::global()) one |
//! | [`handler`](Builder::handler): how scrapes are answered | with its defaults |
//! | [`path`](Builder::path): where the page is | `/metrics` |
//! | [`allow`](Builder::allow): networks that clients come from | any |
//! | `web_config`: TLS, passwords, headers, rate limit | none |
//! | `bearer_token_file`: tokens, one of which has to be shown | none |
//! | [`connection_limit`](Builder::connection_limit) | 128 |
//! | [`header_timeout`](Builder::header_timeout): to send a request | 10 s |
//! | [`response_timeout`](Builder::response_timeout): to make an answer and take it | 60 s |
//! | [`idle_timeout`](Builder::idle_timeout): between two requests | 3 min |
//! | [`grace_period`](Builder::grace_period): for answers under way at a shutdown | 5 s |
//!
//! # The web configuration
//!
//! With the feature `web-config`, `Builder::web_config` reads a file in the format of
//! [Prometheus' exporters](https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md):
//!
//! ```yaml
//! tls_server_config:
//!   cert_file: server.crt
//!   key_file: server.key
//!   client_ca_file: ca.crt
//!   client_auth_type: RequireAndVerifyClientCert
//! basic_auth_users:
//!   prometheus: $2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG
//! ```
//!
//! Every key is honoured, or refused with where it stands and what to write; nothing is passed over. Paths are relative to the file.
//!
//! | key | here |
//! |---|---|
//! | `cert_file`, `key_file`, `cert`, `key` | as PEM; needs the feature `tls`, as all of `tls_server_config` does |
//! | `client_auth_type` | all five; those that verify need `client_ca_file` or `client_ca` |
//! | `client_allowed_sans` | DNS names, addresses and URIs; e-mail addresses are refused |
//! | `min_version`, `max_version` | `TLS12` (default) and `TLS13` (default); older ones are refused |
//! | `cipher_suites` | for TLS 1.2, the six of Go's that have forward secrecy and authenticate what they encrypt; others are refused |
//! | `prefer_server_cipher_suites` | default `true` |
//! | `curve_preferences` | `CurveP256`, `CurveP384`, `X25519`; others are refused |
//! | `http2` | `false`; `true` is refused |
//! | `headers` | the five that there are |
//! | `basic_auth_users` | hashes of bcrypt |
//! | `rate_limit` | for all requests of all clients together, before passwords are looked at |
//!
//! The files are looked at once a second at most, when there is a request. What has changed counts from then on: renewed certificates for
//! new connections, passwords and tokens for the next request. What can't be used, or would let in who was kept out before, as a file does of
//! which only half is written, changes nothing; the log says so once, and `tickmark_exporter_reloads_total` counts it.
//!
//! # Passwords
//!
//! A wrong password, a user that does not exist and a missing header get the same answer, 401 and nothing more, and the first two take the same
//! time where all hashes cost the same. Hashes are checked one after the other and beside the thread that serves: of each client two at once may
//! wait for it, of all clients 16; more get 429. Right passwords are remembered, up to 64 as salted digests, so that a scrape whose
//! password was checked once waits for nobody.
//!
//! # Attacks
//!
//! - The head of a request has 16 KiB and 64 fields at most (431), its target 4 KiB (414), and there is no body (413). None is kept.
//! - When there is no room for a connection, one that waits for a request goes, of the client that has most of those the one that has
//!   waited longest; if none waits, the one that has been answered longest, from five seconds on; if there is none, the new one. So connections
//!   that never finish a request don't keep out who does, however many they are.
//! - Who takes the page slowly is cut off when the answer has taken too long. Meanwhile he holds one page and no lock.
//! - When the system has no descriptor for a connection, one goes as above, and the next is taken a moment later.
//!
//! # What it counts
//!
//! On the page that it serves, at zero from the start: `tickmark_exporter_connections_open`, `tickmark_exporter_connections_total` and
//! `tickmark_exporter_refused_total` by `reason`, which is
//! `accept`, `body`, `displaced`, `full`, `header`, `malformed`, `network`, `panic`, `path`, `slow_request`, `slow_response` or `target`, with the
//! feature `web-config` also `credentials`, `queue` or `rate`, and with `tls` also `handshake`.

#[cfg_attr(not(feature = "web-config"), path = "open.rs")]
mod access;
mod builder;
mod connection;
mod error;
mod handle;
mod limit;
mod metric;
mod network;
mod page;
mod progress;
mod race;
mod refusal;
mod server;
mod service;
mod stop;
mod stream;
mod table;

pub use builder::Builder;
pub use error::ExporterError;
pub use handle::Exporter;
