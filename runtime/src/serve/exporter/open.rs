//! Who is let in where the feature `web-config` is off: everybody.

use std::{net::IpAddr, sync::Arc};

use http::{HeaderMap, Response};

use super::{metric::ExporterMetrics, refusal::Refusal};
use crate::serve::Body;

#[derive(Clone, Debug, Default)]
pub(super) struct Sources {}

#[derive(Default)]
pub(super) struct Access {}

#[allow(clippy::unused_self, clippy::unnecessary_wraps, clippy::unused_async, reason = "as with the feature")]
impl Access {
    pub(super) fn open(_: Sources, _: Arc<ExporterMetrics>) -> Result<Self, Vec<String>> {
        Ok(Self {})
    }

    pub(super) async fn check(&self, _: &HeaderMap, _: IpAddr) -> Result<(), Refusal> {
        Ok(())
    }

    pub(super) fn add_headers(&self, _: &mut HeaderMap) {}

    pub(super) fn challenge(&self, _: Refusal, response: Response<Body>) -> Response<Body> {
        response
    }
}
