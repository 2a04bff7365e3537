//! A client that sends what it is told, byte by byte.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
};

use super::PATIENCE;

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: String,
}

impl Answer {
    /// Nothing where it is not one.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Self { status, head: head.to_ascii_lowercase(), body: body.to_owned() })
    }
}

pub(super) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("somebody listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
    stream
}

pub(super) fn request(path: &str, headers: &[&str]) -> String {
    let headers: Vec<_> = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let headers = headers.concat();
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{headers}\r\n")
}

/// What a plain `GET` is answered with.
#[track_caller]
pub(super) fn ask(address: SocketAddr, path: &str) -> Answer {
    ask_with(address, path, &[])
}

#[track_caller]
pub(super) fn ask_with(address: SocketAddr, path: &str, headers: &[&str]) -> Answer {
    send(address, request(path, headers).as_bytes()).expect("an answer")
}

/// What these bytes are answered with; nothing where the connection was closed without an answer.
pub(super) fn send(address: SocketAddr, bytes: &[u8]) -> Option<Answer> {
    exchange(&mut connect(address), bytes)
}

/// The same on a stream that is there already.
pub(super) fn exchange(stream: &mut (impl Read + Write), bytes: &[u8]) -> Option<Answer> {
    // Who is refused early may be cut off while he still sends.
    let _ = stream.write_all(bytes).and_then(|()| stream.flush());
    Answer::read(&read_all(stream))
}

/// All that comes until the connection ends, however it does; fails the test where it does not end.
pub(super) fn read_all(stream: &mut impl Read) -> Vec<u8> {
    let (mut all, mut part) = (Vec::new(), [0; 4096]);
    loop {
        match stream.read(&mut part) {
            Ok(0) => return all,
            Ok(count) => all.extend(&part[..count]),
            Err(error) => {
                let is_still_open =
                    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
                assert!(!is_still_open, "the connection was not closed");
                return all;
            }
        }
    }
}
