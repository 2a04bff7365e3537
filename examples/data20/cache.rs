//! Answers that were given before.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::metric::{ByCache, CacheType, METRICS};

pub(crate) static TOOLS: Cache = Cache::new(CacheType::Tools);
pub(crate) static RESULTS: Cache = Cache::new(CacheType::Results);

/// Answers, by what was asked.
pub(crate) struct Cache {
    cache_type: CacheType,
    answers: Mutex<BTreeMap<String, String>>,
}

impl Cache {
    const fn new(cache_type: CacheType) -> Self {
        Self { cache_type, answers: Mutex::new(BTreeMap::new()) }
    }

    pub(crate) fn get(&self, question: &str) -> Option<String> {
        let answer = self.answers().get(question).cloned();
        let metrics = &METRICS.cache;
        let counter = if answer.is_some() { &metrics.hits } else { &metrics.misses };
        counter.with(self.labels()).inc();
        answer
    }

    pub(crate) fn put(&self, question: String, answer: String) {
        let mut answers = self.answers();
        answers.insert(question, answer);
        let bytes: usize = answers.values().map(String::len).sum();
        // Whole numbers are bytes to a `Gauge<Bytes>`; a duration would not compile.
        METRICS.cache.size.with(self.labels()).set(bytes);
    }

    pub(crate) fn clear(&self) {
        self.answers().clear();
        METRICS.cache.size.with(self.labels()).set(0);
    }

    fn labels(&self) -> ByCache {
        ByCache { cache_type: self.cache_type }
    }

    fn answers(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
