//! What clients do that mean no good, or know no better.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::Arc,
    thread,
    time::Duration,
};

use tickmark::{Counter, Family, LabelSet, Registry, serve::Exporter};

use super::{
    PATIENCE, assert_page,
    client::{Answer, ask, ask_with, connect, read_all, request, send},
    refused, refused_on, registry, start, wait_until,
};

fn status(answer: Option<&Answer>) -> Option<u16> {
    answer.map(|answer| answer.status)
}

#[test]
fn a_head_of_ten_megabytes_is_refused() {
    let exporter = start(Exporter::builder().registry(registry()));
    let long = request("/metrics", &[&format!("cookie: {}", "x".repeat(10 << 20))]);
    let answer = send(exporter.local_addr(), long.as_bytes());
    // Where it is still being sent, what was answered may be lost.
    assert!(matches!(status(answer.as_ref()), Some(431) | None), "{answer:?}");
    assert_eq!(refused(&exporter, "header"), 1);
}

#[test]
fn a_thousand_header_fields_are_refused() {
    let exporter = start(Exporter::builder().registry(registry()));
    let fields: Vec<String> = (0..1000).map(|number| format!("x{number}: 1")).collect();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let answer = send(exporter.local_addr(), request("/metrics", &fields).as_bytes());
    assert!(matches!(status(answer.as_ref()), Some(431) | None), "{answer:?}");
    assert_eq!(refused(&exporter, "header"), 1);
}

#[test]
fn a_body_is_refused_and_not_read() {
    let exporter = start(Exporter::builder().registry(registry()));
    for body in ["content-length: 1000000000\r\n\r\n", "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"] {
        let request = format!("GET /metrics HTTP/1.1\r\nhost: x\r\n{body}");
        // The connection ends, although the client did not ask for it.
        assert_eq!(status(send(exporter.local_addr(), request.as_bytes()).as_ref()), Some(413), "{body}");
    }
    assert_eq!(refused(&exporter, "body"), 2);
}

#[test]
fn a_long_target_is_refused() {
    let exporter = start(Exporter::builder().registry(registry()));
    assert_eq!(ask(exporter.local_addr(), &format!("/metrics?{}", "x".repeat(5000))).status, 414);
    assert_eq!(refused(&exporter, "target"), 1);
}

#[test]
fn what_is_not_http_is_refused() {
    let exporter = start(Exporter::builder().registry(registry()));
    let hello: &[u8] = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";
    for nonsense in
        [hello, b"\r\n\r\n\0\0\0\0\r\n\r\n", b"GET /metrics\r\n\r\n", b"GET /metrics HTTP/7\r\n\r\n"]
    {
        let answer = send(exporter.local_addr(), nonsense);
        assert!(matches!(status(answer.as_ref()), Some(400) | None), "{answer:?}");
    }
    let two_lengths = b"GET /metrics HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n";
    assert_eq!(status(send(exporter.local_addr(), two_lengths).as_ref()), Some(400));
    assert_eq!(refused(&exporter, "malformed"), 5);
}

#[test]
fn an_accept_header_that_is_none_gets_a_page_all_the_same() {
    let exporter = start(Exporter::builder().registry(registry()));
    for accept in [
        "accept: ;;;q=nan,,/",
        "accept: \u{fffd}",
        "accept:",
        "accept: application/openmetrics-text;version=99",
    ] {
        assert_page(&ask_with(exporter.local_addr(), "/metrics", &[accept]));
    }
}

#[test]
fn a_thousand_connections_that_never_finish_a_head_leave_scrapes_working() {
    let exporter = start(Exporter::builder().registry(registry()).connection_limit(32));
    let slow: Vec<TcpStream> = (0..1000)
        .map(|_| {
            let mut stream = connect(exporter.local_addr());
            stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: ").expect("it is open");
            stream
        })
        .collect();
    for _ in 0..10 {
        assert_page(&ask(exporter.local_addr(), "/metrics"));
    }
    let answer = ask(exporter.local_addr(), "/metrics");
    assert!(refused_on(&answer, "displaced") >= 1000 - 32, "{answer:?}");
    assert!(answer.body.contains("\ntickmark_exporter_connections_open "), "{answer:?}");
    drop(slow);
}

#[test]
fn who_dribbles_a_head_is_cut_off() {
    let builder = Exporter::builder().registry(registry()).header_timeout(Duration::from_millis(200));
    let exporter = start(builder);
    let mut stream = connect(exporter.local_addr());
    wait_until("the connection is closed", || stream.write_all(b"G").is_err());
    wait_until("it is counted", || refused(&exporter, "slow_request") == 1);
}

#[test]
fn who_is_silent_after_an_answer_is_let_go_and_not_counted() {
    // An answer may take longer than the test waits: that is not why he is let go.
    let builder = Exporter::builder().registry(registry()).response_timeout(2 * PATIENCE);
    let exporter = start(builder.idle_timeout(Duration::from_millis(100)));
    let mut stream = connect(exporter.local_addr());
    stream.write_all(b"GET /-/healthy HTTP/1.1\r\nhost: x\r\n\r\n").expect("it is open");
    assert!(read_all(&mut stream).ends_with(b"healthy\n"));
    assert_eq!(refused(&exporter, "slow_request"), 0);
}

#[derive(LabelSet)]
struct Numbered {
    number: u64,
    text: String,
}

/// More than the buffers of a connection take.
pub(super) fn large_registry() -> Registry {
    let registry = registry();
    let family: Arc<Family<Numbered, Counter>> = Arc::new(Family::new().limit(40_000));
    registry.register("wide_total", "Wide.", family.clone()).expect("the name is free");
    for number in 0..40_000 {
        family.with(Numbered { number, text: "x".repeat(200) }).inc();
    }
    registry
}

#[test]
fn who_reads_a_byte_now_and_then_is_cut_off() {
    let builder =
        Exporter::builder().registry(large_registry()).response_timeout(Duration::from_millis(1500));
    let exporter = start(builder);
    let mut slow = connect(exporter.local_addr());
    slow.write_all(request("/metrics", &[]).as_bytes()).expect("it is open");
    let mut first = [0];
    slow.read_exact(&mut first).expect("the answer begins");
    // Nobody waits for him meanwhile.
    assert_eq!(ask(exporter.local_addr(), "/-/healthy").status, 200);
    let quick = start(Exporter::builder().registry(registry()));
    wait_until("he is cut off", || {
        slow.read_exact(&mut first).expect("what was sent before is still there");
        let answer = ask(exporter.local_addr(), "/metrics");
        answer.status == 200 && refused_on(&answer, "slow_response") > 0
    });
    assert_page(&ask(quick.local_addr(), "/metrics"));
}

#[test]
fn who_asks_on_and_on_and_reads_nothing_is_cut_off() {
    let builder = Exporter::builder().registry(registry()).response_timeout(Duration::from_millis(500));
    let exporter = start(builder);
    let mut stream = connect(exporter.local_addr());
    let attacker = thread::spawn(move || {
        // Answers without a body are those that servers pile up.
        let many = b"OPTIONS /metrics HTTP/1.1\r\nhost: x\r\n\r\n".repeat(500);
        while stream.write_all(&many).is_ok() {}
    });
    wait_until("he is cut off", || refused(&exporter, "slow_response") == 1);
    attacker.join().expect("the connection is closed");
}

#[test]
fn requests_that_come_at_once_are_all_answered() {
    let exporter = start(Exporter::builder().registry(registry()));
    let mut stream = connect(exporter.local_addr());
    let one = "HEAD /-/healthy HTTP/1.1\r\nhost: x\r\n\r\n";
    let mut many = one.repeat(20_000);
    many.push_str(&request("/metrics", &[]));
    let mut sender = stream.try_clone().expect("the system has another descriptor");
    // More than the system keeps for a reader, so that the exporter has to wait for him.
    let sender = thread::spawn(move || sender.write_all(many.as_bytes()));
    thread::sleep(Duration::from_millis(200));
    let answers = read_all(&mut stream);
    sender.join().expect("no panic").expect("all of it is taken");
    let answers = String::from_utf8(answers).expect("text");
    assert_eq!(answers.matches("HTTP/1.1 200 OK\r\n").count(), 20_001);
    assert!(answers.contains("shop_orders_total 7\n"));
}

#[test]
fn slow_readers_that_hold_all_connections_give_way() {
    let exporter = start(Exporter::builder().registry(large_registry()).connection_limit(2));
    let readers: Vec<TcpStream> = (0..2)
        .map(|_| {
            let mut slow = connect(exporter.local_addr());
            slow.write_all(request("/metrics", &[]).as_bytes()).expect("it is open");
            slow.read_exact(&mut [0]).expect("the answer begins");
            slow
        })
        .collect();
    // At first there is no room, since scrapes that are under way may be good ones.
    wait_until("one is closed", || {
        send(exporter.local_addr(), request("/-/healthy", &[]).as_bytes())
            .is_some_and(|answer| answer.status == 200)
    });
    drop(readers);
}

#[test]
fn clients_of_other_networks_are_not_let_in() {
    let registry = registry();
    let closed = start(Exporter::builder().registry(registry.clone()).allow(["10.0.0.0/8", "fd00::/8"]));
    let open = start(Exporter::builder().registry(registry).allow(["10.0.0.0/8"]).allow(["127.0.0.1"]));
    assert_eq!(send(closed.local_addr(), request("/metrics", &[]).as_bytes()), None);
    assert_eq!(refused(&open, "network"), 1);
}
