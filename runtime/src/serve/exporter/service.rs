//! From a request to its answer: what is refused, in which order, and what the rest is answered with.

use std::{net::IpAddr, sync::Arc};

use http::{Request, Response, StatusCode, header, request::Parts};

use super::{
    access::Access,
    limit::LONGEST_TARGET,
    metric::ExporterMetrics,
    page::{Pages, plain, with_header},
    refusal::Refusal,
};
use crate::serve::Body;

/// What all connections of an exporter share.
pub(super) struct Service {
    pub(super) access: Access,
    pub(super) metrics: Arc<ExporterMetrics>,
    pub(super) pages: Pages,
}

impl Service {
    /// The answer to a request of this client.
    pub(super) async fn answer<B: http_body::Body>(
        &self,
        request: Request<B>,
        client: IpAddr,
    ) -> Response<Body> {
        let has_body = !request.body().is_end_stream();
        let (parts, _) = request.into_parts();
        let mut response = match self.find(parts, has_body, client).await {
            Ok(response) => response,
            Err(refusal) => {
                self.metrics.refuse(refusal);
                self.refused(refusal)
            }
        };
        if has_body {
            response = with_header(response, header::CONNECTION, "close");
        }
        self.access.add_headers(response.headers_mut());
        response
    }

    async fn find(&self, request: Parts, has_body: bool, client: IpAddr) -> Result<Response<Body>, Refusal> {
        if has_body {
            return Err(Refusal::Body);
        }
        let target = request.uri.path_and_query().map_or(0, |target| target.as_str().len());
        if target > LONGEST_TARGET {
            return Err(Refusal::Target);
        }
        self.access.check(&request.headers, client).await?;
        self.pages.answer(request).await
    }

    fn refused(&self, refusal: Refusal) -> Response<Body> {
        let response = plain(match refusal {
            Refusal::Body => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::Target => StatusCode::URI_TOO_LONG,
            Refusal::Path => StatusCode::NOT_FOUND,
            #[cfg(feature = "web-config")]
            Refusal::Credentials => StatusCode::UNAUTHORIZED,
            #[cfg(feature = "web-config")]
            Refusal::Queue | Refusal::Rate => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::BAD_REQUEST,
        });
        self.access.challenge(refusal, response)
    }
}
