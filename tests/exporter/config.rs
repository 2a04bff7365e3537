//! What is wrong with a web configuration, each mistake with where it is and what to write.

use tickmark::serve::Exporter;

use super::{
    certificate::Authority,
    secret::{Folder, hash},
};

/// The mistakes, with the file called `web.yml`.
#[track_caller]
fn mistakes(folder: &Folder, text: &str) -> Vec<String> {
    let path = folder.write("web.yml", text);
    let error =
        Exporter::builder().web_config(&path).bind("127.0.0.1:0").expect_err("it is wrong").to_string();
    let error = error.replace(&path.display().to_string(), "web.yml");
    error.lines().map(str::to_owned).collect()
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = "\
tls_server_confg:
  cert_file: server.crt
http_server_config:
  http2: true
  headers:
    X-Frame-Options: allow
    Server: me
basic_auth_users:
  alice: password
  b:c: $2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG
rate_limit:
  interval: 3
  burst: many
  bust: 3
";
    assert_eq!(
        mistakes(&Folder::new(), text),
        [
            "web.yml:1:1: unknown key `tls_server_confg`, did you mean `tls_server_config`? \
             (known: `tls_server_config`, `http_server_config`, `basic_auth_users`, `rate_limit`)",
            "web.yml:4:10: HTTP/2 is not spoken here, and no scraper needs it: write `http2: false`",
            "web.yml:6:22: `allow` can't be had for `X-Frame-Options`: write one of `deny`, `sameorigin`",
            "web.yml:7:5: unknown key `Server` (known: `Content-Security-Policy`, `X-Frame-Options`, \
             `X-Content-Type-Options`, `X-XSS-Protection`, `Strict-Transport-Security`)",
            "web.yml:9:10: this is no bcrypt hash: write what `htpasswd -nBC 10 \"\" | tr -d ':\\n'` prints",
            "web.yml:10:3: a user has a name, without `:` in it: write one like `prometheus`",
            "web.yml:12:13: `3` is no duration: write one like `1s` or `100ms`, or `0` for no limit",
            "web.yml:13:10: `many` is no whole number: write one like `10`",
            "web.yml:14:3: unknown key `bust`, did you mean `burst`? (known: `interval`, `burst`)",
        ]
    );
}

#[test]
fn mistakes_of_tls_are_told_at_once() {
    let folder = Folder::new();
    let text = "\
tls_server_config:
  cert_file: server.crt
  min_version: TLS10
  client_auth_type: Maybe
  cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]
  curve_preferences: CurveP256
  client_allowed_sans: [me@example.org]
";
    let found = mistakes(&folder, text);
    let starts = [
        "web.yml:2:3: TLS needs `key_file`, or `key`: write one like `key_file: server.key`",
        "web.yml:2:3: `client_allowed_sans` is for certificates that nobody asks for",
        "web.yml:2:14: `server.crt` can't be read, ",
        "web.yml:3:16: `TLS10` can't be had for `min_version`: write one of `TLS12`, `TLS13`",
        "web.yml:4:21: `Maybe` can't be had for `client_auth_type`: write one of `NoClientCert`, ",
        "web.yml:5:19: `TLS_RSA_WITH_RC4_128_SHA` can't be had for `cipher_suites`: write one of `TLS_ECDHE_",
        "web.yml:6:22: `curve_preferences` is a list",
        "web.yml:7:25: `me@example.org` is an e-mail address, which is not compared here",
    ];
    for start in starts {
        assert!(found.iter().any(|line| line.starts_with(start)), "{start} is missing in\n{found:#?}");
    }
    assert_eq!(found.len(), starts.len(), "{found:#?}");
}

#[test]
fn certificates_that_make_no_server_are_told() {
    let (folder, authority) = (Folder::new(), Authority::new("ours"));
    let (one, other) = (authority.server(), authority.server());
    folder.write("server.crt", &one.pem);
    folder.write("server.key", &one.key_pem);
    folder.write("other.key", &other.key_pem);
    folder.write("empty", "");
    let told = |cert: &str, key: &str, more: &str| {
        let found =
            mistakes(&folder, &format!("tls_server_config:\n  cert_file: {cert}\n  key_file: {key}\n{more}"));
        found.join("\n")
    };
    assert!(
        told("server.crt", "other.key", "")
            .starts_with("web.yml:3:13: the key is not the key of the certificate")
    );
    assert!(
        told("empty", "server.key", "")
            .starts_with("web.yml:2:14: the certificate holds no certificate: it begins")
    );
    assert!(told("server.crt", "empty", "").starts_with("web.yml:3:13: the key holds no private key"));
    let more = "  client_ca_file: empty\n  client_auth_type: RequireAndVerifyClientCert\n";
    assert!(
        told("server.crt", "server.key", more).starts_with("web.yml:4:19: `client_ca` holds no certificate")
    );
    let more = "  client_auth_type: RequireAndVerifyClientCert\n";
    assert!(told("server.crt", "server.key", more).contains("write `client_ca_file: ca.crt`"));
    let more = "  client_ca_file: server.crt\n";
    assert!(
        told("server.crt", "server.key", more)
            .contains("write `client_auth_type: RequireAndVerifyClientCert`")
    );
    let more = "  min_version: TLS13\n  max_version: TLS12\n";
    assert!(told("server.crt", "server.key", more).contains("`min_version` is above `max_version`"));
    let more = "  cert: x\n";
    assert!(
        told("server.crt", "server.key", more).contains("web.yml:4:3: `cert` and `cert_file` say the same")
    );
}

#[test]
fn what_is_not_the_yaml_that_is_read_is_told() {
    let folder = Folder::new();
    for (text, told) in [
        ("a: [", "web.yml:2:1: this is not YAML"),
        ("- a", "web.yml:1:1: `the file` has keys below it"),
        ("basic_auth_users: &a {}\nrate_limit: *a", "web.yml:2:13: aliases are not read"),
        ("rate_limit: !!map {}", "web.yml:1:13: tags are not read"),
        ("rate_limit:\nrate_limit:", "web.yml:2:1: `rate_limit` is there twice"),
        ("---\n{}\n---\n{}", "web.yml:3:1: a second document begins here"),
        ("rate_limit: [[[[[[[[[[[[]]]]]]]]]]]]", "web.yml:1:21: nothing here is nested as deeply"),
        (
            "rate_limit: {interval: 1s}",
            "web.yml:1:13: with `interval` and no `burst` nothing would be answered",
        ),
    ] {
        let found = mistakes(&folder, text);
        assert!(found.len() == 1 && found[0].starts_with(told), "{text}: {found:?}");
    }
    let long = format!("rate_limit: {}", " ".repeat(1 << 20));
    assert!(mistakes(&folder, &long)[0].contains("it is longer than 1 MiB"));
}

#[test]
fn an_empty_configuration_and_the_blank_sections_of_others_are_fine() {
    let folder = Folder::new();
    let users = format!("basic_auth_users: {{prometheus: {:?}}}", hash("secret"));
    let blank =
        "http_server_config:\n  headers:\n    X-Frame-Options:\nrate_limit:\n  interval: 0\n  burst: 0\n";
    for text in ["", "# nothing\n", "tls_server_config:\nbasic_auth_users:\n", blank, &users] {
        let path = folder.write("web.yml", text);
        Exporter::builder().web_config(path).bind("127.0.0.1:0").expect(text).shutdown();
    }
}

#[test]
fn mistakes_in_a_file_of_tokens_are_told_with_their_line() {
    let folder = Folder::new();
    let path = folder.write("tokens", "good\nnot good\n");
    let error =
        Exporter::builder().bearer_token_file(&path).bind("127.0.0.1:0").expect_err("a space").to_string();
    assert!(error.starts_with(&format!("{}:2: this is no token", path.display())), "{error}");
    let path = folder.path().join("none");
    let error =
        Exporter::builder().bearer_token_file(path).bind("127.0.0.1:0").expect_err("no file").to_string();
    assert!(error.contains("can't be read"), "{error}");
}
