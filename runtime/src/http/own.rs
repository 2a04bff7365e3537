//! Labels of one's own, as they are read in the course of a request.

use std::{
    borrow::Cow,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use super::{
    handler::HandlerLabels,
    head::{RequestHead, ResponseHead},
    options::Origin,
    server::Server,
};

/// The values of all labels of one's own, and where the handler of the request puts its.
pub(super) struct Own {
    values: Vec<Cow<'static, str>>,
    pub(super) handler: Option<HandlerLabels>,
}

impl Own {
    pub(super) fn of_request(server: &Arc<Server>, head: &RequestHead<'_>) -> Self {
        let own = &server.options.own;
        let values = own.iter().map(|(_, origin)| match origin {
            Origin::Request(read) => guarded(|| read(head)),
            Origin::Response(_) | Origin::Handler => Cow::Borrowed(""),
        });
        let is_of_handler = |(_, origin): &(String, Origin)| matches!(origin, Origin::Handler);
        let handler = own.iter().any(is_of_handler).then(|| HandlerLabels::of(server));
        Self { values: values.collect(), handler }
    }

    pub(super) fn read_response(&mut self, server: &Server, head: &ResponseHead<'_>) {
        for (value, (_, origin)) in self.values.iter_mut().zip(&server.options.own) {
            if let Origin::Response(read) = origin {
                *value = guarded(|| read(head));
            }
        }
    }

    pub(super) fn into_values(mut self, server: &Server) -> Vec<Cow<'static, str>> {
        let Some(handler) = self.handler.take() else { return self.values };
        let mut said = handler.take().into_iter();
        for (value, (_, origin)) in self.values.iter_mut().zip(&server.options.own) {
            if let Origin::Handler = origin {
                *value = said.next().unwrap_or_default();
            }
        }
        self.values
    }
}

/// The value of a label whose code panicked: the request is served all the same.
const PANICKED: &str = "__panicked__";

fn guarded(read: impl FnOnce() -> Cow<'static, str>) -> Cow<'static, str> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|payload| {
        // It may be of a type that panics when it is dropped.
        mem::forget(payload);
        Cow::Borrowed(PANICKED)
    })
}
