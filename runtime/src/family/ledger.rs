//! Families whose labels are chosen when the program runs, and whose series are found together.
//!
//! What is counted at the end of a request goes to several families: a counter by route, method and status, a histogram by route and
//! method, a summary by route. Looking a series up in each of them would hash the same values again and again. Here all that tells
//! requests apart is one *row* of values, and a row knows the series of every family.

use std::{
    hash::{BuildHasher, Hasher},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use foldhash::fast::RandomState;

use super::{Keys, OVERFLOW, Shared};
use crate::{
    cell::{Hashed, Index, Slot},
    label::{LabelDescriptor, LabelSet, equal},
    metric::{Layout, Resolution},
};

/// How many rows are kept. Past it series are looked up one by one: families have limits of their own, but there may be more rows than any of
/// them has series.
const MOST_ROWS: usize = 16_384;

/// Finds series of several families by one row of values.
pub(crate) struct Ledger {
    accounts: Box<[Account]>,
    rows: Index<Row>,
    added: AtomicUsize,
    adding: Mutex<()>,
    /// Different in every process, so that nobody can prepare values that collide.
    seed: RandomState,
}

/// One of those families.
pub(crate) struct Account {
    shared: Arc<Shared>,
    labels: Box<[LabelDescriptor]>,
    /// Which values of a row are those of the labels, but for fixed ones.
    columns: Box<[usize]>,
    keys: Keys,
}

/// What a row is found by. Rows whose values differ have to differ in this too; most values are one of a few, so a number stands for them.
#[derive(Clone, Copy)]
pub(crate) struct Key<'a> {
    pub(crate) number: u64,
    pub(crate) texts: &'a [&'a str],
}

/// A key, and where what it tells apart is counted.
struct Row {
    hash: u32,
    number: u64,
    /// Each text and a byte that UTF-8 never uses.
    texts: Box<[u8]>,
    /// The first slot of the series in each family.
    slots: Box<[Slot]>,
}

/// The series of one row.
pub(crate) enum Found<'a> {
    /// Found before.
    Kept(&'a [Slot]),
    /// Found for this once, because a family has no room for one of them.
    Once(Box<[Slot]>),
}

const END_OF_TEXT: u8 = 0xff;

impl Ledger {
    pub(crate) fn new(accounts: Vec<Account>) -> Self {
        Self {
            accounts: accounts.into(),
            rows: Index::new(),
            added: AtomicUsize::new(0),
            adding: Mutex::new(()),
            seed: RandomState::default(),
        }
    }

    /// The series of a row, which come to be where they are not there; `values` are asked for only then. No lock and no allocation for a row
    /// that is kept.
    #[inline]
    pub(crate) fn find<'v, V: AsRef<[&'v str]>>(
        &self,
        key: Key<'_>,
        values: impl FnOnce() -> V,
    ) -> Found<'_> {
        let hash = self.hash(key);
        match self.find_row(hash, key) {
            Some(row) => Found::Kept(&row.slots),
            None => self.add(hash, key, values().as_ref()),
        }
    }

    #[inline]
    fn hash(&self, key: Key<'_>) -> u32 {
        let mut hasher = self.seed.build_hasher();
        hasher.write_u64(key.number);
        key.texts.iter().for_each(|text| hasher.write(text.as_bytes()));
        #[allow(clippy::cast_possible_truncation, reason = "half of it says enough; all is compared anyway")]
        {
            hasher.finish() as u32
        }
    }

    #[inline]
    fn find_row(&self, hash: u32, key: Key<'_>) -> Option<&Row> {
        self.rows.find(hash, |row| row.has(key))
    }

    #[cold]
    fn add(&self, hash: u32, key: Key<'_>, values: &[&str]) -> Found<'_> {
        let series: Vec<_> = self.accounts.iter().map(|account| account.find(values)).collect();
        let slots: Box<[Slot]> = series.iter().map(|found| found.unwrap_or_else(|slot| slot)).collect();
        if series.iter().any(Result::is_err) || !self.is_kept(hash, key, &slots) {
            return Found::Once(slots);
        }
        self.find_row(hash, key).map_or(Found::Once(slots), |row| Found::Kept(&row.slots))
    }

    /// Keeps the row if there is room for it; false where there is none.
    fn is_kept(&self, hash: u32, key: Key<'_>, slots: &[Slot]) -> bool {
        let _adding = self.adding.lock().unwrap_or_else(PoisonError::into_inner);
        if self.find_row(hash, key).is_some() {
            return true;
        }
        let added = self.added.load(Relaxed);
        if added < MOST_ROWS {
            self.added.store(added + 1, Relaxed);
            let (number, texts) = (key.number, Row::join(key.texts));
            self.rows.insert(Arc::new(Row { hash, number, texts, slots: slots.into() }));
        }
        added < MOST_ROWS
    }

    /// How the series of a family lie in their slots; families are numbered as they were handed over.
    #[inline]
    pub(crate) fn layout(&self, account: usize) -> &Layout {
        self.accounts[account].shared.set.layout()
    }
}

impl Account {
    /// A family with these labels; `columns` says for each that has no fixed value which of a row is its value.
    pub(crate) fn new(
        shared: Arc<Shared>,
        labels: Vec<LabelDescriptor>,
        columns: Vec<usize>,
        (limit, native): (usize, Option<Resolution>),
    ) -> Self {
        let keys = Keys::new(&labels, Box::new([String::new()]), Some(limit)).with_native(native);
        let account = Self { shared, labels: labels.into(), columns: columns.into(), keys };
        // What needs no values is on the page from the start.
        if account.columns.is_empty() {
            _ = account.find(&[]);
        }
        account
    }

    /// The series with these values of a row; the overflow series as an error.
    fn find(&self, row: &[&str]) -> Result<Slot, Slot> {
        let values: Vec<&str> = self.columns.iter().map(|column| row[*column]).collect();
        let Shared { set, room } = &*self.shared;
        let found = self.keys.find_or_refuse(&self.labels, &Values(&values), set, room);
        found.ok_or_else(|| self.keys.overflow(&self.labels, &Values(&self.overflowed(&values)), set))
    }

    /// Closed values stay as they are.
    fn overflowed<'a>(&self, values: &[&'a str]) -> Vec<&'a str> {
        let labels = self.labels.iter().filter(|label| label.fixed_value().is_none());
        let is_closed = |(label, value): (&LabelDescriptor, &&str)| {
            label.values().is_some_and(|values| values.contains(value))
        };
        let value = |(label, value)| if is_closed((label, value)) { *value } else { OVERFLOW };
        labels.zip(values).map(value).collect()
    }
}

impl Row {
    fn join(texts: &[&str]) -> Box<[u8]> {
        texts.iter().flat_map(|text| text.bytes().chain([END_OF_TEXT])).collect()
    }

    #[inline]
    fn has(&self, key: Key<'_>) -> bool {
        let mut rest = &*self.texts;
        for text in key.texts {
            let Some((found, after)) = rest.split_at_checked(text.len()) else { return false };
            match after.split_first() {
                Some((&END_OF_TEXT, after)) if equal(found, text.as_bytes()) => rest = after,
                _ => return false,
            }
        }
        rest.is_empty() && self.number == key.number
    }
}

impl<'a> Key<'a> {
    /// Of a row whose values are all texts.
    pub(crate) const fn of(texts: &'a [&'a str]) -> Self {
        Self { number: 0, texts }
    }
}

impl Hashed for Row {
    #[inline]
    fn hash(&self) -> u32 {
        self.hash
    }
}

impl Found<'_> {
    /// The first slot of the series in this family.
    #[inline]
    pub(crate) fn slot(&self, account: usize) -> Slot {
        match self {
            Self::Kept(slots) => slots[account],
            Self::Once(slots) => slots[account],
        }
    }
}

/// Values whose labels are known elsewhere.
struct Values<'a>(&'a [&'a str]);

impl LabelSet for Values<'_> {
    const LABELS: &'static [LabelDescriptor] = &[LabelDescriptor::of::<str>("")];

    fn index(&self) -> usize {
        0
    }

    #[inline]
    fn visit(&self, each: &mut impl FnMut(&str)) {
        self.0.iter().for_each(|value| each(value));
    }
}
