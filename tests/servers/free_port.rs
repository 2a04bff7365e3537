use std::{
    collections::BTreeSet,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{Mutex, PoisonError},
};

/// An address on loopback on which nobody listens, handed out once per run of the tests.
pub(super) fn free_address() -> SocketAddr {
    // The kernel may offer a port again as soon as we let go of it, and tests run beside each other.
    static HANDED_OUT: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let address = listen_anywhere();
        if HANDED_OUT.lock().unwrap_or_else(PoisonError::into_inner).insert(address.port()) {
            return address;
        }
    }
}

fn listen_anywhere() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    listener.local_addr().expect("a listener knows its address")
}
