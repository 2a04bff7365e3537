//! Whether the messages of a method are streams.

/// Whether the requests or the responses of a method are streams: the label `grpc_type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GrpcType {
    /// One message there, one back.
    #[default]
    Unary,
    /// Several messages there, one back.
    ClientStream,
    /// One message there, several back.
    ServerStream,
    /// Several messages both ways.
    BidiStream,
}

impl GrpcType {
    pub(super) const NAMES: [&str; 4] = ["unary", "client_stream", "server_stream", "bidi_stream"];

    pub(super) const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}
