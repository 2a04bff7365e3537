//! Passwords, tokens and the rate limit.

use std::{
    fs,
    net::SocketAddr,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
    time::Duration,
};

use tickmark::serve::Exporter;

use super::{
    assert_page,
    client::{Answer, ask, ask_with},
    refused_on, registry,
    secret::{Folder, basic, hash},
    start, wait_until,
};

fn with_users(folder: &Folder, users: &[(&str, &str)]) -> Exporter {
    let path = folder.write("web.yml", users_file(users));
    start(Exporter::builder().registry(registry()).web_config(path))
}

fn users_file(users: &[(&str, &str)]) -> String {
    let users: Vec<String> =
        users.iter().map(|(user, password)| format!("  {user}: {}\n", hash(password))).collect();
    let users = users.concat();
    format!("basic_auth_users:\n{users}")
}

fn as_user(address: SocketAddr, user: &str, password: &str) -> Answer {
    ask_with(address, "/metrics", &[&basic(user, password)])
}

#[test]
fn who_knows_the_password_gets_the_page_and_nobody_else() {
    let folder = Folder::new();
    let exporter = with_users(&folder, &[("prometheus", "secret"), ("other", "colon:in it")]);
    let address = exporter.local_addr();
    assert_page(&as_user(address, "prometheus", "secret"));
    assert_page(&as_user(address, "other", "colon:in it"));
    let wrong = [
        ("prometheus", "wrong"),
        ("prometheus", ""),
        ("prometheus", "colon:in it"),
        ("other", "secret"),
        ("nobody", "secret"),
        // Of the user whose hash stands in for that of nobody.
        ("nobody", "colon:in it"),
        ("", ""),
    ];
    for (user, password) in wrong {
        let answer = as_user(address, user, password);
        assert_eq!((answer.status, &*answer.body), (401, "Unauthorized\n"), "{user}");
        assert!(answer.head.contains("www-authenticate: basic realm=\"metrics\""), "{answer:?}");
    }
    let page = as_user(address, "prometheus", "secret");
    assert_page(&page);
    assert_eq!(refused_on(&page, "credentials"), 7);
}

#[test]
fn all_pages_are_behind_the_password() {
    let folder = Folder::new();
    let exporter = with_users(&folder, &[("prometheus", "secret")]);
    let address = exporter.local_addr();
    let unsound = [
        "authorization: Basic",
        "authorization: Basic %%%",
        "authorization: Basic YQ==",
        "authorization: Digest x",
    ];
    for path in ["/metrics", "/", "/-/healthy", "/nowhere"] {
        assert_eq!(ask(address, path).status, 401, "{path}");
        for header in unsound {
            assert_eq!(ask_with(address, path, &[header]).status, 401, "{path} {header}");
        }
    }
    assert_eq!(ask_with(address, "/nowhere", &[&basic("prometheus", "secret")]).status, 404);
}

#[test]
fn a_flood_of_wrong_passwords_leaves_scrapes_working() {
    let folder = Folder::new();
    // One check of this takes a good while, and the flood is of many.
    let slow = bcrypt::hash("secret", 8).expect("a cost that there is");
    let path = folder.write("web.yml", format!("basic_auth_users:\n  prometheus: {slow}\n"));
    let exporter = start(Exporter::builder().registry(registry()).web_config(path));
    let address = exporter.local_addr();
    assert_page(&as_user(address, "prometheus", "secret"));
    let is_over = Arc::new(AtomicBool::new(false));
    let flood = |number| {
        let is_over = is_over.clone();
        thread::spawn(move || {
            while !is_over.load(Relaxed) {
                let status = as_user(address, "prometheus", &format!("wrong {number}")).status;
                assert!(matches!(status, 401 | 429), "{status}");
            }
        })
    };
    let flood: Vec<_> = (0..4).map(flood).collect();
    // As long as it takes until the flood has filled its part of the queue.
    wait_until("some are not even checked", || {
        let page = as_user(address, "prometheus", "secret");
        assert_page(&page);
        refused_on(&page, "credentials") > 3 && refused_on(&page, "queue") > 20
    });
    is_over.store(true, Relaxed);
    for attacker in flood {
        attacker.join().expect("each is refused");
    }
}

#[test]
fn a_bearer_token_of_the_file_will_do() {
    let folder = Folder::new();
    let tokens = folder.write("tokens", "first-token\n\nsecond.token=\n");
    let exporter = start(Exporter::builder().registry(registry()).bearer_token_file(tokens));
    let with =
        |token: &str| ask_with(exporter.local_addr(), "/metrics", &[&format!("authorization: {token}")]);
    assert_page(&with("Bearer first-token"));
    assert_page(&with("bearer second.token="));
    for wrong in ["Bearer", "Bearer ", "Bearer first-toke", "Bearer first-token2", "Basic first-token"] {
        let answer = with(wrong);
        assert_eq!((answer.status, &*answer.body), (401, "Unauthorized\n"), "{wrong}");
        assert!(answer.head.contains("www-authenticate: bearer realm=\"metrics\""), "{answer:?}");
    }
}

#[test]
fn a_password_or_a_token_will_do_where_there_are_both() {
    let folder = Folder::new();
    let users = folder.write("web.yml", users_file(&[("prometheus", "secret")]));
    let tokens = folder.write("tokens", "token");
    let exporter =
        start(Exporter::builder().registry(registry()).web_config(users).bearer_token_file(tokens));
    assert_page(&as_user(exporter.local_addr(), "prometheus", "secret"));
    assert_page(&ask_with(exporter.local_addr(), "/metrics", &["authorization: Bearer token"]));
    let answer = ask(exporter.local_addr(), "/metrics");
    assert_eq!((answer.status, answer.head.matches("www-authenticate").count()), (401, 2));
}

#[test]
fn changed_passwords_count_without_a_restart() {
    let folder = Folder::new();
    let exporter = with_users(&folder, &[("prometheus", "old")]);
    let address = exporter.local_addr();
    assert_page(&as_user(address, "prometheus", "old"));
    folder.write("web.yml", users_file(&[("prometheus", "new")]));
    wait_until("the new password counts", || as_user(address, "prometheus", "new").status == 200);
    assert_eq!(as_user(address, "prometheus", "old").status, 401);
}

#[test]
fn a_file_that_is_half_written_changes_nothing() {
    let folder = Folder::new();
    let exporter = with_users(&folder, &[("prometheus", "secret")]);
    let address = exporter.local_addr();
    for half in ["", "basic_auth_users:\n", "basic_auth_users:\n  prometheus: $2b$04$"] {
        let failures = || {
            let page = as_user(address, "prometheus", "secret");
            assert_page(&page);
            let series = "tickmark_exporter_reloads_total{outcome=\"failure\"} ";
            page.body
                .lines()
                .find_map(|line| line.strip_prefix(series)?.parse::<u64>().ok())
                .expect("a count")
        };
        let before = failures();
        folder.write("web.yml", half);
        wait_until("it was looked at", || failures() > before);
        assert_eq!(ask(address, "/metrics").status, 401);
    }
}

/// A pipe into which nobody writes is a file that can't be read and does not say so, like one on a server that is down.
#[cfg(unix)]
#[test]
fn a_file_that_hangs_keeps_nobody_out() {
    let folder = Folder::new();
    let exporter = with_users(&folder, &[("prometheus", "secret"), ("other", "secret")]);
    let address = exporter.local_addr();
    assert_page(&as_user(address, "prometheus", "secret"));
    let (pipe, file) = (folder.path().join("pipe"), folder.path().join("web.yml"));
    let made = Command::new("mkfifo").arg(&pipe).status().expect("every Unix has it");
    assert!(made.success(), "{made}");
    fs::rename(pipe, &file).expect("both are in one folder");
    // More looks than there are threads for them.
    for _ in 0..3 {
        thread::sleep(Duration::from_millis(1100));
        assert_page(&as_user(address, "prometheus", "secret"));
    }
    assert_page(&as_user(address, "other", "secret"));
    // Lets go who waits for the pipe.
    drop(fs::File::create(file).expect("somebody reads"));
}

#[test]
fn more_requests_than_the_rate_allows_are_refused() {
    let folder = Folder::new();
    let path = folder.write("web.yml", "rate_limit:\n  interval: 1h\n  burst: 3\n");
    let exporter = start(Exporter::builder().registry(registry()).web_config(path));
    let statuses = [(); 5].map(|()| ask(exporter.local_addr(), "/-/healthy").status);
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
}

#[test]
fn configured_headers_are_on_all_answers() {
    let folder = Folder::new();
    let headers = "X-Content-Type-Options: nosniff\n    Strict-Transport-Security: max-age=60";
    let path =
        folder.write("web.yml", format!("http_server_config:\n  http2: false\n  headers:\n    {headers}\n"));
    let exporter = start(Exporter::builder().registry(registry()).web_config(path));
    for path in ["/metrics", "/", "/nowhere"] {
        let answer = ask(exporter.local_addr(), path);
        assert!(answer.head.contains("\r\nx-content-type-options: nosniff"), "{answer:?}");
        assert!(answer.head.contains("\r\nstrict-transport-security: max-age=60"), "{answer:?}");
    }
}
