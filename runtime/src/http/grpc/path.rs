//! The path of a call.

/// The service and the method of a path such as `/shop.v1.Orders/Place`, if it is one.
///
/// Services and methods are [short names](https://protobuf.dev/reference/protobuf/proto3-spec/#identifiers) of letters, digits, `_`, `.`; what
/// else there may be, also of other languages than Protobuf's, is not longer and prints.
pub(super) fn parts(path: &str) -> Option<(&str, &str)> {
    let (service, method) = path.strip_prefix('/').unwrap_or(path).rsplit_once('/')?;
    (is_name(service) && is_name(method)).then_some((service, method))
}

const LONGEST: usize = 128;

fn is_name(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_path_is_a_service_and_a_method() {
        assert_eq!(parts("/shop.v1.Orders/Place"), Some(("shop.v1.Orders", "Place")));
        assert_eq!(parts("shop.v1.Orders/Place"), Some(("shop.v1.Orders", "Place")));
        for path in ["", "/", "/a", "/a/", "//b", "/a b/c", "/a/\u{e9}"] {
            assert_eq!(parts(path), None, "{path}");
        }
        assert_eq!(parts(&format!("/{}/b", "a".repeat(200))), None);
    }
}
