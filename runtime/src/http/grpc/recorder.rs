//! Where the calls of a layer are counted.

use std::sync::Arc;

use super::{
    GrpcType, Quantity,
    code::Code,
    method::{Method, Methods},
    options::{Options, Side},
};
use crate::{
    family::Key,
    http::books::{Amounts, Books},
};

/// The families of a layer, and what it was told.
pub(super) struct Recorder {
    pub(super) options: Options,
    pub(super) is_on: bool,
    begun: Books,
    ended: Books,
    methods: Methods,
}

impl Recorder {
    /// Declares the families.
    pub(super) fn open(mut options: Options) -> Self {
        let registry = options.setup.open(Quantity::kind);
        let (begun, ended) = options.plan();
        let keeping = options.setup.keeping();
        let recorder = Self {
            is_on: options.setup.is_switched_on(),
            begun: Books::open(&registry, &begun, keeping),
            ended: Books::open(&registry, &ended, keeping),
            methods: Methods::new(),
            options,
        };
        recorder.declare();
        recorder
    }

    /// Makes the series of methods that were declared. A histogram for each code would be many that stay empty.
    fn declare(&self) {
        let codes = if self.options.has_code_of_duration { &Code::NAMES[..1] } else { &Code::NAMES[..] };
        for declared in &self.options.declared {
            let method = Method::new(&self.begun, declared.kind, &declared.service, &declared.method);
            for code in codes {
                let row = method.row(code);
                self.ended.prepare(Key::of(&row), || row);
            }
            self.methods.declare(method);
        }
    }

    /// The method of a call that begins. A client calls what its own program says, so all its methods are known; a server is sent anything.
    #[inline]
    pub(super) fn begin(&self, path: &str) -> Option<Arc<Method>> {
        self.methods.find(path).or_else(|| match self.options.side {
            Side::Client => Some(self.learn(path)),
            Side::Server => None,
        })
    }

    /// The method of a path, now that it is known to be one; the unknown one if it may be no label.
    pub(super) fn learn(&self, path: &str) -> Arc<Method> {
        let make = |service: &str, name: &str| Method::new(&self.begun, GrpcType::default(), service, name);
        let may_learn = !self.options.is_only_declared;
        let learned = may_learn.then(|| self.methods.learn(path, make)).flatten();
        learned.unwrap_or_else(|| self.unknown())
    }

    pub(super) fn unknown(&self) -> Arc<Method> {
        self.methods.unknown(|service, name| Method::new(&self.begun, GrpcType::default(), service, name))
    }

    /// Counts a call that has ended.
    #[inline]
    pub(super) fn record(&self, method: &Method, code: Code, ticks: u64) {
        self.ended.record(&method.row(code.name()), &Amounts { ticks, ..Amounts::default() });
    }
}
