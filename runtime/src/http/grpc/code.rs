//! How calls end.

use http::{HeaderMap, StatusCode};

/// A [code](https://grpc.io/docs/guides/status-codes/) of gRPC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code(u8);

impl Code {
    pub(super) const CANCELED: Self = Self(1);
    pub(super) const UNKNOWN: Self = Self(2);
    pub(super) const DEADLINE_EXCEEDED: Self = Self(4);
    pub(super) const PERMISSION_DENIED: Self = Self(7);
    pub(super) const RESOURCE_EXHAUSTED: Self = Self(8);
    pub(super) const UNIMPLEMENTED: Self = Self(12);
    pub(super) const INTERNAL: Self = Self(13);
    pub(super) const UNAVAILABLE: Self = Self(14);
    pub(super) const UNAUTHENTICATED: Self = Self(16);

    /// As Go spells them, by their numbers.
    pub(super) const NAMES: [&str; 17] = [
        "OK",
        "Canceled",
        "Unknown",
        "InvalidArgument",
        "DeadlineExceeded",
        "NotFound",
        "AlreadyExists",
        "PermissionDenied",
        "ResourceExhausted",
        "FailedPrecondition",
        "Aborted",
        "OutOfRange",
        "Unimplemented",
        "Internal",
        "Unavailable",
        "DataLoss",
        "Unauthenticated",
    ];

    pub(super) const fn name(self) -> &'static str {
        Self::NAMES[self.0 as usize]
    }

    /// What headers or trailers say. A number that gRPC does not know is `Unknown`.
    pub(super) fn among(headers: &HeaderMap) -> Option<Self> {
        headers.get("grpc-status").map(|value| Self::read(value.as_bytes()))
    }

    /// A number as headers have it.
    pub(super) fn read(text: &[u8]) -> Self {
        let number = str::from_utf8(text).ok().and_then(|text| text.parse().ok());
        number.filter(|number| usize::from(*number) < Self::NAMES.len()).map_or(Self::UNKNOWN, Self)
    }

    /// What stands for the code where a response of HTTP has none, by the
    /// [rules of gRPC](https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md).
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            400 => Self::INTERNAL,
            401 => Self::UNAUTHENTICATED,
            403 => Self::PERMISSION_DENIED,
            404 => Self::UNIMPLEMENTED,
            429 | 502..=504 => Self::UNAVAILABLE,
            _ => Self::UNKNOWN,
        }
    }

    /// Whether the method itself has answered. What stands before it, such as an interceptor, a limit or a proxy, has the other codes.
    pub(super) fn is_of_method(self) -> bool {
        let others = [
            Self::CANCELED,
            Self::DEADLINE_EXCEEDED,
            Self::PERMISSION_DENIED,
            Self::RESOURCE_EXHAUSTED,
            Self::UNIMPLEMENTED,
            Self::UNAVAILABLE,
            Self::UNAUTHENTICATED,
        ];
        !others.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::Code;

    #[test]
    fn a_code_is_spelled_as_in_go() {
        for (said, expected) in [
            ("0", "OK"),
            ("1", "Canceled"),
            ("5", "NotFound"),
            ("16", "Unauthenticated"),
            ("17", "Unknown"),
            ("-1", "Unknown"),
            ("", "Unknown"),
            ("4294967296", "Unknown"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("grpc-status", HeaderValue::from_static(said));
            assert_eq!(Code::among(&headers).map(Code::name), Some(expected), "{said}");
        }
        assert_eq!(Code::among(&HeaderMap::new()), None);
    }

    #[test]
    fn a_status_of_http_is_mapped_as_grpc_says() {
        for (status, expected) in [
            (400, "Internal"),
            (401, "Unauthenticated"),
            (403, "PermissionDenied"),
            (404, "Unimplemented"),
            (429, "Unavailable"),
            (503, "Unavailable"),
            (200, "Unknown"),
            (500, "Unknown"),
            (418, "Unknown"),
        ] {
            let status = StatusCode::from_u16(status).expect("it is a status");
            assert_eq!(Code::of_status(status).name(), expected, "{status}");
        }
    }
}
