//! A database, which is in memory here.

use std::{collections::BTreeMap, time::Duration};

use tickmark::counted;

use crate::metric::{Mode, Role};

pub(crate) struct User {
    pub(crate) password: String,
    pub(crate) role: Role,
    pub(crate) family: Option<usize>,
}

pub(crate) struct Chore {
    pub(crate) mode: Mode,
    pub(crate) made: Duration,
    pub(crate) state: State,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    Unclaimed,
    Open,
    Completed,
    Approved,
}

/// The database did not answer.
#[derive(Debug)]
pub(crate) struct Outage;

#[derive(Default)]
pub(crate) struct Database {
    pub(crate) is_down: bool,
    users: BTreeMap<String, User>,
    families: usize,
    chores: Vec<Chore>,
}

/// On a block, the attribute goes on to every function in it; all of them share the family of its `name`. A chore that is not there is an answer,
/// so `Ok(None)` is not counted.
#[counted(
    name = "database_errors_total",
    help = "Calls of the database that failed.",
    only = failure,
    outcome = none
)]
impl Database {
    #[counted(skip)]
    fn reach(&self) -> Result<(), Outage> {
        if self.is_down { Err(Outage) } else { Ok(()) }
    }

    pub(crate) fn user(&mut self, name: &str) -> Result<Option<&mut User>, Outage> {
        self.reach()?;
        Ok(self.users.get_mut(name))
    }

    /// Whether there was nobody of this name.
    pub(crate) fn add_user(&mut self, name: &str, user: User) -> Result<bool, Outage> {
        self.reach()?;
        let is_new = !self.users.contains_key(name);
        if is_new {
            self.users.insert(name.to_owned(), user);
        }
        Ok(is_new)
    }

    pub(crate) fn add_family(&mut self) -> Result<usize, Outage> {
        self.reach()?;
        self.families += 1;
        Ok(self.families)
    }

    pub(crate) fn has_family(&self, code: usize) -> Result<bool, Outage> {
        self.reach()?;
        Ok((1..=self.families).contains(&code))
    }

    /// How many families have two members or more.
    pub(crate) fn active_families(&self) -> Result<usize, Outage> {
        self.reach()?;
        let members = |code| self.users.values().filter(|user| user.family == Some(code)).count();
        Ok((1..=self.families).filter(|code| members(*code) > 1).count())
    }

    pub(crate) fn children(&self) -> Result<usize, Outage> {
        self.reach()?;
        Ok(self.users.values().filter(|user| user.role == Role::Child).count())
    }

    pub(crate) fn add_chore(&mut self, chore: Chore) -> Result<usize, Outage> {
        self.reach()?;
        self.chores.push(chore);
        Ok(self.chores.len() - 1)
    }

    pub(crate) fn chore(&mut self, id: usize) -> Result<Option<&mut Chore>, Outage> {
        self.reach()?;
        Ok(self.chores.get_mut(id))
    }
}
