//! Chores that a family shares out, and what they are paid for: `cargo run --example chores` plays some days and prints the page of metrics.
//!
//! `--no-load` prints the page of a service that nobody has used yet. Routes and bodies are those of any web framework, so here a
//! request comes as one would leave it: matched to its route, and read.

mod database;
mod metric;

use std::{env, sync::PoisonError, time::Duration};

use database::{Chore, Database, Outage, State, User};
use metric::{Adjustment, FailedAt, METRICS, Mode, Role, SESSIONS};
use tickmark::{ErrorKind, KindOf, counted, in_flight, timed};

/// Why a request fails. Its kinds are the values of the label `error_type`.
#[derive(Clone, Copy, Debug, ErrorKind)]
pub(crate) enum Failure {
    NotFound,
    WrongPassword,
    Conflict,
    DatabaseDown,
}

impl Failure {
    fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::WrongPassword => 401,
            Self::Conflict => 409,
            Self::DatabaseDown => 503,
        }
    }
}

impl From<Outage> for Failure {
    fn from(_: Outage) -> Self {
        Self::DatabaseDown
    }
}

/// What a web framework hands over.
enum Request<'a> {
    Register { name: &'a str, password: &'a str, role: Role },
    LogIn { name: &'a str, password: &'a str },
    CreateFamily { name: &'a str },
    JoinFamily { name: &'a str, code: usize },
    CreateChore { mode: Mode },
    ClaimChore { id: usize },
    CompleteChore { id: usize },
    ApproveChore { id: usize },
    RejectChore { id: usize },
    AdjustReward { amount: f64 },
    Metrics,
}

impl Request<'_> {
    /// The route, not the path: `/api/v1/chores/7/claim` would be a series for each chore.
    fn handler(&self) -> &'static str {
        match self {
            Self::Register { .. } => "/api/v1/users/register",
            Self::LogIn { .. } => "/api/v1/users/login",
            Self::CreateFamily { .. } => "/api/v1/families",
            Self::JoinFamily { .. } => "/api/v1/families/join",
            Self::CreateChore { .. } => "/api/v1/chores",
            Self::ClaimChore { .. } => "/api/v1/chores/{id}/claim",
            Self::CompleteChore { .. } => "/api/v1/chores/{id}/complete",
            Self::ApproveChore { .. } => "/api/v1/chores/{id}/approve",
            Self::RejectChore { .. } => "/api/v1/chores/{id}/reject",
            Self::AdjustReward { .. } => "/api/v1/rewards/adjust",
            Self::Metrics => "/metrics",
        }
    }

    fn method(&self) -> &'static str {
        if matches!(self, Self::Metrics) { "GET" } else { "POST" }
    }
}

struct Response {
    status: u16,
    body: String,
}

#[derive(Default)]
struct Service {
    database: Database,
    /// Since the service began; some days pass in no time.
    now: Duration,
}

impl Service {
    /// Answers a request. `status` is known only at the end, so it comes from what is returned; the gauge counts all requests together.
    #[timed(
        name = "http_request_duration_seconds",
        help = "Time to answer a request.",
        labels(handler = request.handler(), method = request.method()),
        outcome = none,
    )]
    #[counted(
        name = "http_requests_total",
        help = "Requests that were answered.",
        labels(handler = request.handler(), method = request.method()),
        labels_from(status = |response| response.status),
        outcome = none,
    )]
    #[in_flight(name = "http_requests_inprogress", help = "Requests that are being answered.")]
    fn handle(&mut self, request: &Request<'_>) -> Response {
        match self.answer(request) {
            Ok(body) => Response { status: 200, body },
            Err(failure) => {
                let labels = FailedAt { endpoint: request.handler(), error_type: KindOf::new(&failure) };
                METRICS.api_errors.with(labels).inc();
                Response { status: failure.status(), body: format!("{failure:?}") }
            }
        }
    }

    fn answer(&mut self, request: &Request<'_>) -> Result<String, Failure> {
        match *request {
            Request::Register { name, password, role } => self.register(name, password, role),
            Request::LogIn { name, password } => self.log_in(name, password),
            Request::CreateFamily { name } => self.create_family(name),
            Request::JoinFamily { name, code } => self.join_family(name, code),
            Request::CreateChore { mode } => self.create_chore(mode),
            Request::ClaimChore { id } => self.claim(id),
            Request::CompleteChore { id } => self.complete(id),
            Request::ApproveChore { id } => self.approve(id),
            Request::RejectChore { id } => self.reject(id),
            Request::AdjustReward { amount } => Ok(adjust(amount)),
            Request::Metrics => Ok(tickmark::encode()),
        }
    }

    /// Counts into a series that is declared elsewhere; `only` leaves out calls that end otherwise.
    #[counted(metric = METRICS.users.registrations.with(role), only = success)]
    fn register(&mut self, name: &str, password: &str, role: Role) -> Result<String, Failure> {
        let user = User { password: password.to_owned(), role, family: None };
        let is_new = self.database.add_user(name, user)?;
        is_new.then(|| format!("welcome, {name}")).ok_or(Failure::Conflict)
    }

    /// Who logs in is not known before the body has looked, so successes are counted in it; failures have no role.
    #[counted(
        name = "user_login_failures_total",
        help = "Users who were not let in.",
        only = failure,
        outcome = none
    )]
    fn log_in(&mut self, name: &str, password: &str) -> Result<String, Failure> {
        let user = self.database.user(name)?.filter(|user| user.password == password);
        let role = user.ok_or(Failure::WrongPassword)?.role;
        SESSIONS.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        METRICS.users.logins.with(role).inc();
        Ok(format!("hello, {name}"))
    }

    /// Where a metric is about one function, the attribute can declare it: nothing else to write, and nothing to forget.
    #[counted(
        name = "families_created_total",
        help = "Families that were founded.",
        only = success,
        outcome = none
    )]
    fn create_family(&mut self, founder: &str) -> Result<String, Failure> {
        let code = self.database.add_family()?;
        self.database.user(founder)?.ok_or(Failure::NotFound)?.family = Some(code);
        Ok(format!("the code is {code}"))
    }

    #[counted(
        name = "family_joins_total",
        help = "Users who joined a family.",
        only = success,
        outcome = none
    )]
    fn join_family(&mut self, name: &str, code: usize) -> Result<String, Failure> {
        if !self.database.has_family(code)? {
            return Err(Failure::NotFound);
        }
        self.database.user(name)?.ok_or(Failure::NotFound)?.family = Some(code);
        METRICS.families.active_count.set(self.database.active_families()?);
        Ok("welcome to the family".to_owned())
    }

    #[counted(metric = METRICS.chores.created.with(mode), only = success)]
    fn create_chore(&mut self, mode: Mode) -> Result<String, Failure> {
        let (state, assigned) = match mode {
            Mode::Single => (State::Open, 1),
            Mode::MultiIndependent => (State::Open, self.database.children()?),
            Mode::Unassigned => (State::Unclaimed, 0),
        };
        let id = self.database.add_chore(Chore { mode, made: self.now, state })?;
        METRICS.assignments.created.inc_by(assigned as u64);
        Ok(format!("chore {id}"))
    }

    #[counted(
        name = "assignments_claimed_total",
        help = "Chores that a child took.",
        only = success,
        outcome = none
    )]
    fn claim(&mut self, id: usize) -> Result<String, Failure> {
        self.move_on(id, State::Unclaimed, State::Open)?;
        METRICS.assignments.created.inc();
        Ok("it is yours".to_owned())
    }

    fn complete(&mut self, id: usize) -> Result<String, Failure> {
        let (mode, since) = self.move_on(id, State::Open, State::Completed)?;
        METRICS.chores.completed.with(mode).inc();
        // A `Duration`, which the histogram turns into seconds: nobody has to know its unit here.
        METRICS.chore_completion_time.observe(self.now.saturating_sub(since));
        METRICS.pending_approvals_count.inc();
        Ok("thank you".to_owned())
    }

    fn approve(&mut self, id: usize) -> Result<String, Failure> {
        let (mode, _) = self.move_on(id, State::Completed, State::Approved)?;
        METRICS.chores.approved.with(mode).inc();
        METRICS.pending_approvals_count.dec();
        Ok("well done".to_owned())
    }

    #[counted(
        name = "assignments_rejected_total",
        help = "Chores that are to be done once more.",
        only = success,
        outcome = none
    )]
    fn reject(&mut self, id: usize) -> Result<String, Failure> {
        self.move_on(id, State::Completed, State::Open)?;
        METRICS.pending_approvals_count.dec();
        Ok("once more, please".to_owned())
    }

    fn move_on(&mut self, id: usize, from: State, to: State) -> Result<(Mode, Duration), Failure> {
        let chore = self.database.chore(id)?.ok_or(Failure::NotFound)?;
        if chore.state != from {
            return Err(Failure::Conflict);
        }
        chore.state = to;
        Ok((chore.mode, chore.made))
    }
}

fn adjust(amount: f64) -> String {
    let adjustment = if amount < 0.0 { Adjustment::Penalty } else { Adjustment::Bonus };
    METRICS.rewards.adjustments.with(adjustment).inc();
    METRICS.rewards.adjustments_amount.observe(amount.abs());
    format!("{adjustment:?} of {}", amount.abs())
}

/// A family of three, its chores, and what goes wrong.
fn load(service: &mut Service) {
    const HOUR: Duration = Duration::from_secs(3_600);
    for (name, role) in [("ada", Role::Parent), ("ben", Role::Child), ("cleo", Role::Child)] {
        service.handle(&Request::Register { name, password: "1234", role });
        service.handle(&Request::LogIn { name, password: "4321" });
        service.handle(&Request::LogIn { name, password: "1234" });
    }
    service.handle(&Request::CreateFamily { name: "ada" });
    for name in ["ben", "cleo", "nobody"] {
        service.handle(&Request::JoinFamily { name, code: 1 });
    }
    for (id, mode) in [Mode::Single, Mode::MultiIndependent, Mode::Unassigned].into_iter().enumerate() {
        service.handle(&Request::CreateChore { mode });
        service.handle(&Request::ClaimChore { id });
        service.now += HOUR * 20;
        service.handle(&Request::CompleteChore { id });
        service.handle(&Request::RejectChore { id });
        service.now += HOUR * 10;
        service.handle(&Request::CompleteChore { id });
        service.handle(&Request::ApproveChore { id });
    }
    service.handle(&Request::CreateChore { mode: Mode::Single });
    service.handle(&Request::CompleteChore { id: 3 });
    service.handle(&Request::ApproveChore { id: 99 });
    for amount in [7.5, -2.0, 100.0] {
        service.handle(&Request::AdjustReward { amount });
    }
    service.database.is_down = true;
    service.handle(&Request::CreateChore { mode: Mode::Single });
}

fn main() {
    let mut service = Service::default();
    if !env::args().any(|argument| argument == "--no-load") {
        load(&mut service);
    }
    print!("{}", service.handle(&Request::Metrics).body);
}
