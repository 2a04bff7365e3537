//! One family with a million series: what they take, how long they are made, and whether a scrape of them holds up who counts.

use std::{
    fmt::Write,
    hint,
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};

use tickmark::{Counter, Family, LabelSet, Registry, RemovableFamily};

use crate::allocations;

/// How many that is, where it is measured.
pub(crate) const MILLION: usize = 1_000_000;

#[derive(LabelSet)]
struct Customer<'a> {
    customer: &'a str,
    region: &'a str,
}

static ORDERS: Family<Customer<'static>, Counter> = Family::new().limit(MILLION);
static SESSIONS: RemovableFamily<Customer<'static>, Counter> = RemovableFamily::new().limit(MILLION);

const REGIONS: [&str; 4] = ["eu-central", "eu-west", "us-east", "ap-south"];

/// A few lines about as many series of either kind of family.
pub(crate) fn report(series: usize) -> String {
    let names: Vec<String> = (0..series).map(|number| number.to_string()).collect();
    let customers = || names.iter().zip(REGIONS.into_iter().cycle());
    let mut report = format!("{series} counters with two labels, each:\n\n");
    report += "| | bytes | ns to make | ns to find | first scrape | second |\n|---|--:|--:|--:|--:|--:|\n";
    let orders = Made::by(series, || {
        customers().for_each(|(customer, region)| ORDERS.with(Customer { customer, region }).inc());
    });
    let registry = Registry::new();
    registry.register("orders_total", "Orders.", &ORDERS).expect("the name is free");
    let sessions = Made::by(series, || {
        customers().for_each(|(customer, region)| SESSIONS.with(Customer { customer, region }).inc());
    });
    let others = Registry::new();
    others.register("sessions_total", "Sessions.", &SESSIONS).expect("the name is free");
    for (name, Made { bytes, making, finding }, registry) in
        [("Family", orders, &registry), ("RemovableFamily", sessions, &others)]
    {
        let scrapes =
            [(); 2].map(|()| nanoseconds(|| assert!(!registry.encode().is_empty())) / series as f64);
        let [first, second] = scrapes;
        _ = writeln!(
            report,
            "| `{name}` | {bytes:.0} | {making:.0} | {finding:.0} | {first:.0} | {second:.0} |"
        );
    }
    report + &stall(&registry, &names)
}

/// What series take, and how long it takes to make and to find one.
struct Made {
    bytes: f64,
    making: f64,
    finding: f64,
}

impl Made {
    fn by(series: usize, pass: impl Fn()) -> Self {
        let mut making = 0.0;
        let bytes = allocations::bytes_held_by(|| making = nanoseconds(&pass)) as f64;
        let each = |total: f64| total / series as f64;
        Self { bytes: each(bytes), making: each(making), finding: each(nanoseconds(&pass)) }
    }
}

fn nanoseconds(pass: impl FnOnce()) -> f64 {
    let start = Instant::now();
    pass();
    start.elapsed().as_nanos() as f64
}

/// The longest increments while the family is scraped, and while another thread is as busy for as long with something else, which
/// is what the machine adds by itself.
fn stall(registry: &Registry, names: &[String]) -> String {
    let mut took = Duration::ZERO;
    let during = longest_increment(names, || {
        let start = Instant::now();
        (0..3).for_each(|_| assert!(!registry.encode().is_empty()));
        took = start.elapsed();
    });
    let otherwise = longest_increment(names, || {
        let start = Instant::now();
        while start.elapsed() < took {
            hint::spin_loop();
        }
    });
    format!(
        "\nLongest increment of a writer: {during:?} during three scrapes of {took:?}, {otherwise:?} beside a busy thread"
    )
}

/// The longest that one took while there was work.
fn longest_increment(names: &[String], work: impl FnOnce()) -> Duration {
    let (is_done, start_line) = (AtomicBool::new(false), Barrier::new(2));
    let orders = || names.iter().zip(REGIONS.into_iter().cycle());
    let count = |(customer, region): (&String, _)| ORDERS.with(Customer { customer, region }).inc();
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            // Once before, so that the memory that it counts in is there.
            orders().for_each(count);
            start_line.wait();
            let mut longest = Duration::ZERO;
            for order in orders().cycle().take_while(|_| !is_done.load(Relaxed)) {
                let start = Instant::now();
                count(order);
                longest = longest.max(start.elapsed());
            }
            longest
        });
        start_line.wait();
        work();
        is_done.store(true, Relaxed);
        writer.join().expect("counting does not panic")
    })
}
