//! How an exporter begins and ends.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::mpsc,
    thread,
    time::Duration,
};

use tickmark::{Collect, Registry, Sink, serve::Exporter};

use super::{
    assert_page,
    attack::large_registry,
    client::{Answer, ask, connect, read_all, request},
    registry, start,
};

#[test]
fn one_line_serves_the_global_registry() {
    let exporter = Exporter::bind("127.0.0.1:0").expect("loopback has a free port");
    let answer = ask(exporter.local_addr(), "/metrics");
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("\ntickmark_exporter_connections_total "));
}

#[test]
fn an_asynchronous_program_can_have_one() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let exporter = start(Exporter::builder().registry(registry()));
        let address = exporter.local_addr();
        assert_page(&tokio::task::spawn_blocking(move || ask(address, "/metrics")).await.expect("no panic"));
        exporter.shutdown();
        drop(start(Exporter::builder().registry(registry())));
        Exporter::bind("no port").expect_err("the error comes as elsewhere");
    });
}

#[test]
fn a_port_in_use_is_named() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let address = taken.local_addr().expect("an address");
    let error = Exporter::bind(address).expect_err("it is in use");
    assert!(error.is_address_in_use());
    assert_eq!(
        error.to_string(),
        format!(
            "`{address}` is in use: stop the program that listens there, or choose another port, or port 0 for any that is free"
        )
    );
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn other_addresses_that_cannot_be_had_are_named_too() {
    let error = |address: &str| Exporter::bind(address).expect_err(address).to_string();
    assert!(error("localhost").starts_with("`localhost` can't be listened on"), "{}", error("localhost"));
    assert!(
        error("localhost").ends_with("write a host and a port, like `127.0.0.1:9464`"),
        "{}",
        error("localhost")
    );
    // Of the addresses for documentation: no machine has it.
    assert!(
        error("192.0.2.1:0").starts_with("`192.0.2.1:0` is no address of this machine"),
        "{}",
        error("192.0.2.1:0")
    );
}

#[test]
fn all_wrong_options_are_told_at_once() {
    let builder = Exporter::builder().path("metrics").connection_limit(0).header_timeout(Duration::ZERO);
    let error =
        builder.allow(["lan"]).web_config("no/such/file.yml").bind("127.0.0.1:0").expect_err("all are wrong");
    let error = error.to_string();
    for start in [
        "`path`: `metrics`",
        "`connection_limit`: ",
        "`header_timeout`: ",
        "`allow`: `lan`",
        "no/such/file.yml: ",
    ] {
        assert!(error.lines().any(|line| line.starts_with(start)), "{start} is missing in\n{error}");
    }
    assert_eq!(error.lines().count(), 5, "{error}");
    let none: [&str; 0] = [];
    Exporter::builder().allow(none).bind("127.0.0.1:0").expect_err("nobody could connect");
}

#[test]
fn times_without_end_are_no_problem() {
    let ever = Duration::MAX;
    let builder = Exporter::builder()
        .registry(registry())
        .header_timeout(ever)
        .response_timeout(ever)
        .idle_timeout(ever);
    let exporter = start(builder.grace_period(ever));
    assert_page(&ask(exporter.local_addr(), "/metrics"));
    exporter.shutdown();
}

#[test]
fn dropped_it_lets_go_of_its_port_at_once() {
    let exporter = start(Exporter::builder().registry(registry()));
    let address = exporter.local_addr();
    let mut waiting = connect(address);
    drop(exporter);
    assert!(read_all(&mut waiting).is_empty());
    TcpStream::connect(address).expect_err("nobody listens");
    let next = Exporter::builder().registry(registry()).bind(address).expect("the port is free");
    assert_page(&ask(next.local_addr(), "/metrics"));
}

#[test]
fn detached_it_goes_on() {
    let exporter = start(Exporter::builder().registry(registry()));
    let address = exporter.local_addr();
    exporter.detach();
    assert_page(&ask(address, "/metrics"));
}

/// Says when it is asked, and waits until it may answer.
struct Gate {
    asked: mpsc::Sender<()>,
    answer: std::sync::Mutex<mpsc::Receiver<()>>,
}

impl Collect for Gate {
    fn collect(&self, _: &mut dyn Sink) {
        let _ = self.asked.send(());
        let _ = self.answer.lock().expect("no panic").recv_timeout(super::PATIENCE);
    }
}

/// A registry whose page takes until the sender says so, and who says that it is being asked for.
fn gated() -> (Registry, mpsc::Receiver<()>, mpsc::Sender<()>) {
    let registry = registry();
    let (asked, is_asked) = mpsc::channel();
    let (may_answer, answer) = mpsc::channel();
    registry.attach(Gate { asked, answer: answer.into() });
    (registry, is_asked, may_answer)
}

#[test]
fn a_shutdown_finishes_what_is_under_way() {
    let (registry, is_asked, may_answer) = gated();
    let exporter = start(Exporter::builder().registry(registry).grace_period(super::PATIENCE));
    let address = exporter.local_addr();
    let mut idle = connect(address);
    let mut scrape = connect(address);
    scrape.write_all(request("/metrics", &[]).as_bytes()).expect("it is open");
    is_asked.recv().expect("the scrape has begun");
    let shutdown = thread::spawn(move || exporter.shutdown());
    thread::sleep(Duration::from_millis(50));
    may_answer.send(()).expect("it is waited for");
    assert_page(&Answer::read(&read_all(&mut scrape)).expect("an answer"));
    shutdown.join().expect("no panic");
    assert!(read_all(&mut idle).is_empty());
    TcpStream::connect(address).expect_err("nobody listens");
}

/// A connection on which the page has begun, and what came of it.
fn begin_to_read(exporter: &Exporter) -> (TcpStream, Vec<u8>) {
    let mut scrape = connect(exporter.local_addr());
    scrape.write_all(request("/metrics", &[]).as_bytes()).expect("it is open");
    let mut page = vec![0];
    scrape.read_exact(&mut page).expect("the answer begins");
    (scrape, page)
}

/// How many bytes the body has, and should have.
fn lengths(answer: &Answer) -> (usize, usize) {
    let length = answer.head.lines().find_map(|line| line.strip_prefix("content-length: "));
    (answer.body.len(), length.expect("the page is in one piece").parse().expect("a number"))
}

#[test]
fn a_shutdown_waits_for_who_is_still_reading() {
    let exporter = start(Exporter::builder().registry(large_registry()).grace_period(super::PATIENCE));
    let (mut scrape, mut page) = begin_to_read(&exporter);
    let shutdown = thread::spawn(move || exporter.shutdown());
    thread::sleep(Duration::from_millis(50));
    page.extend(read_all(&mut scrape));
    let (has, should_have) = lengths(&Answer::read(&page).expect("an answer"));
    assert_eq!(has, should_have);
    shutdown.join().expect("no panic");
}

#[test]
fn a_shutdown_waits_no_longer_than_it_is_to() {
    let builder = Exporter::builder().registry(large_registry());
    let exporter = start(builder.grace_period(Duration::from_millis(50)));
    let (mut scrape, mut page) = begin_to_read(&exporter);
    exporter.shutdown();
    page.extend(read_all(&mut scrape));
    let (has, should_have) = lengths(&Answer::read(&page).expect("an answer"));
    assert!(has < should_have, "{has}");
}

/// A collector that panics, and one that has no mercy with the scrape either.
struct Broken;

impl Collect for Broken {
    fn collect(&self, _: &mut dyn Sink) {
        panic!("on purpose");
    }
}

#[test]
fn a_panic_of_a_collector_is_no_affair_of_the_exporter() {
    let registry = registry();
    registry.attach(Broken);
    let exporter = start(Exporter::builder().registry(registry));
    for _ in 0..2 {
        assert_page(&ask(exporter.local_addr(), "/metrics"));
    }
}
