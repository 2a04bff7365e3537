//! What a client says of who it is.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, header};

/// What stands in `Authorization`.
pub(super) enum Credential<'h> {
    Password { user: String, password: Vec<u8> },
    Bearer(&'h [u8]),
}

impl<'h> Credential<'h> {
    /// Nothing where there is none, or none that can be read.
    pub(super) fn of(headers: &'h HeaderMap) -> Option<Self> {
        let value = headers.get(header::AUTHORIZATION)?.as_bytes();
        let end = value.iter().position(|byte| *byte == b' ')?;
        let (scheme, rest) = (&value[..end], value[end..].trim_ascii());
        if scheme.eq_ignore_ascii_case(b"Bearer") {
            return Some(Self::Bearer(rest));
        }
        scheme.eq_ignore_ascii_case(b"Basic").then(|| password(rest)).flatten()
    }
}

fn password<'h>(encoded: &[u8]) -> Option<Credential<'h>> {
    let mut user = STANDARD.decode(encoded).ok()?;
    let colon = user.iter().position(|byte| *byte == b':')?;
    let password = user.split_off(colon + 1);
    user.truncate(colon);
    Some(Credential::Password { user: String::from_utf8(user).ok()?, password })
}
