//! The methods whose names are labels.

use std::{
    hash::BuildHasher,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use foldhash::fast::RandomState;

use super::{Dimension, GrpcType, dimension::DIMENSIONS, path};
use crate::{
    cell::{Hashed, Index, Slot},
    http::books::{Books, Entry},
};

/// What stands for the service and the method of calls that nobody knows.
const UNKNOWN: &str = "unknown";

/// How many methods are learned that nobody declared. A program has some dozens.
const MOST_LEARNED: usize = 1_000;

/// A value for each dimension.
pub(super) type Row<'a> = [&'a str; DIMENSIONS];

/// A method, and where what has to do with it is counted.
#[derive(Debug)]
pub(super) struct Method {
    kind: GrpcType,
    service: Box<str>,
    name: Box<str>,
    started: Option<Slot>,
    requests: Option<Slot>,
    responses: Option<Slot>,
}

/// The methods that are known, by their paths.
pub(super) struct Methods {
    known: Index<Known>,
    /// Made when it is needed, so that it is on no page before.
    unknown: OnceLock<Arc<Method>>,
    learned: Mutex<usize>,
    /// Different in every process, so that nobody can prepare paths that collide.
    seed: RandomState,
}

struct Known {
    hash: u32,
    path: Box<str>,
    method: Arc<Method>,
}

impl Method {
    pub(super) fn new(books: &Books, kind: GrpcType, service: &str, name: &str) -> Self {
        let mut method = Self {
            kind,
            service: service.into(),
            name: name.into(),
            started: None,
            requests: None,
            responses: None,
        };
        let [started, requests, responses] = [Entry::One, Entry::RequestMessages, Entry::ResponseMessages]
            .map(|entry| books.slot(&method.row(""), entry));
        (method.started, method.requests, method.responses) = (started, requests, responses);
        method
    }

    #[inline]
    pub(super) fn row<'a>(&'a self, code: &'a str) -> Row<'a> {
        let mut row = [""; DIMENSIONS];
        row[Dimension::Type.column()] = self.kind.name();
        row[Dimension::Service.column()] = &self.service;
        row[Dimension::Method.column()] = &self.name;
        row[Dimension::Code.column()] = code;
        row
    }

    #[inline]
    pub(super) fn start(&self) {
        add(self.started, 1);
    }

    #[inline]
    pub(super) fn add_requests(&self, messages: u64) {
        add(self.requests, messages);
    }

    #[inline]
    pub(super) fn add_responses(&self, messages: u64) {
        add(self.responses, messages);
    }
}

#[inline]
fn add(slot: Option<Slot>, amount: u64) {
    if let (Some(slot), 1..) = (slot, amount) {
        slot.add(amount);
    }
}

impl Methods {
    pub(super) fn new() -> Self {
        Self {
            known: Index::new(),
            unknown: OnceLock::new(),
            learned: Mutex::new(0),
            seed: RandomState::default(),
        }
    }

    /// The one that stands for all others.
    pub(super) fn unknown(&self, make: impl FnOnce(&str, &str) -> Method) -> Arc<Method> {
        self.unknown.get_or_init(|| Arc::new(make(UNKNOWN, UNKNOWN))).clone()
    }

    #[inline]
    pub(super) fn find(&self, path: &str) -> Option<Arc<Method>> {
        let path = path.strip_prefix('/').unwrap_or(path);
        self.find_hashed(self.hash(path), path)
    }

    #[inline]
    fn find_hashed(&self, hash: u32, path: &str) -> Option<Arc<Method>> {
        self.known.find(hash, |known| *known.path == *path).map(|known| known.method.clone())
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "a hash")]
    fn hash(&self, path: &str) -> u32 {
        self.seed.hash_one(path) as u32
    }

    /// Keeps a method that was declared.
    pub(super) fn declare(&self, method: Method) {
        let _adding = self.learned.lock().unwrap_or_else(PoisonError::into_inner);
        self.keep(method);
    }

    /// The method of a path, which `make` makes if it is not known yet; nothing if it is none, or too many are known.
    #[cold]
    pub(super) fn learn(&self, path: &str, make: impl FnOnce(&str, &str) -> Method) -> Option<Arc<Method>> {
        let (service, name) = path::parts(path)?;
        let mut learned = self.learned.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(method) = self.find(path) {
            return Some(method);
        }
        if *learned == MOST_LEARNED {
            return None;
        }
        *learned += 1;
        Some(self.keep(make(service, name)))
    }

    fn keep(&self, method: Method) -> Arc<Method> {
        let path = format!("{}/{}", method.service, method.name);
        let method = Arc::new(method);
        self.known.insert(Arc::new(Known {
            hash: self.hash(&path),
            path: path.into(),
            method: method.clone(),
        }));
        method
    }
}

impl Hashed for Known {
    #[inline]
    fn hash(&self) -> u32 {
        self.hash
    }
}
