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

    /// Where the first family is that the registry holds too, which tells it from all others; 0 where there is none. One that is left out is
    /// nobody else's.
    pub(crate) fn address(&self) -> usize {
        let mut families = self.accounts.iter().map(|account| &account.shared);
        families.find(|shared| Arc::strong_count(shared) > 1).map_or(0, |shared| Arc::as_ptr(shared).addr())
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

#[cfg(test)]
mod tests {
    use std::thread;

    use super::{super::tests::written, *};
    use crate::Number;

    const METHODS: &[&str] = &["GET", "other"];

    /// Two counters: one by route and method, and one by method and tenant.
    fn ledger(limit: usize) -> (Ledger, [Arc<Shared>; 2]) {
        let shared = [(); 2].map(|()| Arc::new(Shared::new(Layout::count())));
        let (method, open) = (LabelDescriptor::closed("method", METHODS), LabelDescriptor::of::<str>);
        let labels = [vec![open("route"), method], vec![method, open("tenant")]];
        let columns = [vec![0, 1], vec![1, 2]];
        let accounts = shared.iter().zip(labels).zip(columns);
        let accounts = accounts
            .map(|((shared, labels), columns)| Account::new(shared.clone(), labels, columns, (limit, None)));
        (Ledger::new(accounts.collect()), shared)
    }

    /// Adds one to each family.
    fn count(ledger: &Ledger, row: &[&str]) {
        let found = ledger.find(Key::of(row), || row);
        (0..2).for_each(|account| ledger.layout(account).add_count(found.slot(account), 1));
    }

    fn value(shared: &Shared, labels: &str) -> u64 {
        let series = written(shared).into_iter().find(|(written, _)| written == labels);
        match series.map(|(_, number)| number) {
            Some(Number::Integer(value)) => value,
            other => panic!("{labels}: {other:?}"),
        }
    }

    fn total(shared: &Shared) -> u64 {
        written(shared).iter().map(|(labels, _)| value(shared, labels)).sum()
    }

    #[test]
    fn a_row_leads_to_the_series_of_every_family() {
        let (ledger, [by_route, by_tenant]) = ledger(10);
        for row in [["/a", "GET", "x"], ["/a", "GET", "y"], ["/b", "other", "x"], ["/a", "GET", "x"]] {
            count(&ledger, &row);
        }
        assert_eq!(value(&by_route, r#"route="/a",method="GET""#), 3);
        assert_eq!(value(&by_route, r#"route="/b",method="other""#), 1);
        assert_eq!(value(&by_tenant, r#"method="GET",tenant="x""#), 2);
        assert_eq!((written(&*by_route).len(), written(&*by_tenant).len()), (2, 3));
    }

    #[test]
    fn values_that_join_to_the_same_bytes_are_different_rows() {
        let (ledger, [by_route, by_tenant]) = ledger(10);
        for row in [["/ab", "GET", "c"], ["/a", "GET", "bc"], ["", "GET", "/abc"], ["/a\",b=\"", "GET", ""]] {
            count(&ledger, &row);
        }
        assert_eq!((written(&*by_route).len(), written(&*by_tenant).len()), (4, 4));
        assert_eq!(value(&by_route, r#"method="GET""#), 1);
    }

    #[test]
    fn past_the_limit_closed_values_are_kept_and_nothing_is_lost() {
        let (ledger, [by_route, by_tenant]) = ledger(3);
        for number in 0..100 {
            let method = METHODS[number % 2];
            count(&ledger, &[&format!("/{number}"), method, "x"]);
        }
        assert_eq!((written(&*by_route).len(), total(&by_route)), (5, 100));
        assert_eq!(value(&by_route, r#"route="__overflow__",method="GET""#), 48);
        assert_eq!(value(&by_route, r#"route="__overflow__",method="other""#), 49);
        assert_eq!((written(&*by_tenant).len(), total(&by_tenant)), (2, 100));
        assert_eq!((by_route.room.overflow(), by_tenant.room.overflow()), (Some(97), Some(0)));
    }

    #[test]
    fn more_rows_than_are_kept_still_lead_to_their_series() {
        let (ledger, [by_route, by_tenant]) = ledger(1_000);
        let names: Vec<String> = (0..200).map(|number| number.to_string()).collect();
        for (route, tenant) in names.iter().flat_map(|route| names.iter().map(move |tenant| (route, tenant)))
        {
            count(&ledger, &[route, "GET", tenant]);
        }
        assert_eq!(ledger.added.load(Relaxed), MOST_ROWS);
        for shared in [&by_route, &by_tenant] {
            assert_eq!((written(&**shared).len(), total(shared)), (200, 40_000));
        }
        assert_eq!(value(&by_route, r#"route="199",method="GET""#), 200);
    }

    #[test]
    fn threads_that_find_a_row_at_once_find_the_same_series() {
        let (ledger, [by_route, by_tenant]) = ledger(100);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for number in 0..4_000 {
                        count(&ledger, &[&(number % 40).to_string(), "GET", "x"]);
                    }
                });
            }
        });
        assert_eq!(ledger.added.load(Relaxed), 40);
        assert_eq!((written(&*by_route).len(), total(&by_route)), (40, 16_000));
        assert_eq!(value(&by_tenant, r#"method="GET",tenant="x""#), 16_000);
    }
}
