//! What the command line asks for.

use std::{str::FromStr, time::Duration};

use crate::variant::{self, Variant};

pub const USAGE: &str = "\
usage: tickmark-http-bench [--variant NAME]… [--path PATH] [--rounds N] [--seconds N] [--cores SERVER,WRK] [--quick]
       tickmark-http-bench --serve VARIANT [--port N] [--core N] [--count-allocations]";

/// To be the service, or to measure it.
pub enum Task {
    Serve(Service),
    Measure(Plan),
}

/// A service to be.
pub struct Service {
    pub variant: &'static Variant,
    /// 0 for one that is free.
    pub port: u16,
    pub core: Option<usize>,
    pub counts_allocations: bool,
}

/// What to measure, and how long.
pub struct Plan {
    pub variants: Vec<&'static Variant>,
    pub path: String,
    pub rounds: usize,
    /// Of each of the two that a service has in a round.
    pub turn: Duration,
    pub cores: Cores,
}

/// Who has which.
#[derive(Clone, Copy)]
pub struct Cores {
    pub server: usize,
    pub load: usize,
}

pub fn read(arguments: impl Iterator<Item = String>) -> Result<Task, String> {
    let mut arguments = arguments.peekable();
    if arguments.next_if(|first| first == "--serve").is_some() {
        return service(arguments).map(Task::Serve);
    }
    plan(arguments).map(Task::Measure)
}

fn service(mut arguments: impl Iterator<Item = String>) -> Result<Service, String> {
    let variant = variant::named(&value::<String>(&mut arguments, "--serve")?)?;
    let mut service = Service { variant, port: 0, core: None, counts_allocations: false };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--port" => service.port = value(&mut arguments, "--port")?,
            "--core" => service.core = Some(value(&mut arguments, "--core")?),
            "--count-allocations" => service.counts_allocations = true,
            _ => return Err(format!("unknown argument `{argument}`")),
        }
    }
    Ok(service)
}

fn plan(mut arguments: impl Iterator<Item = String>) -> Result<Plan, String> {
    let (mut variants, mut path, mut cores) = (Vec::new(), "/hello/world".to_owned(), None);
    let (mut rounds, mut seconds) = (9, 3);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--variant" => {
                variants.push(variant::named(&value::<String>(&mut arguments, "--variant")?)?);
            }
            "--path" => path = value(&mut arguments, "--path")?,
            "--rounds" => rounds = value(&mut arguments, "--rounds")?,
            "--seconds" => seconds = value(&mut arguments, "--seconds")?,
            "--cores" => cores = Some(value(&mut arguments, "--cores")?),
            "--quick" => (rounds, seconds) = (1, 1),
            _ => return Err(format!("unknown argument `{argument}`")),
        }
    }
    if variants.is_empty() {
        variants.extend(variant::OTHERS);
    }
    if rounds == 0 || seconds == 0 {
        return Err("`--rounds` and `--seconds` have to be 1 or more".to_owned());
    }
    let cores = cores.map_or_else(two_cores, Ok)?;
    Ok(Plan { variants, path, rounds, turn: Duration::from_secs(seconds), cores })
}

fn value<T: FromStr>(arguments: &mut impl Iterator<Item = String>, name: &str) -> Result<T, String> {
    let text = arguments.next().ok_or_else(|| format!("`{name}` needs a value"))?;
    text.parse().map_err(|_| format!("`{name}` can't be `{text}`"))
}

fn two_cores() -> Result<Cores, String> {
    let cores = core_affinity::get_core_ids().unwrap_or_default();
    match cores.as_slice() {
        [server, .., load] => Ok(Cores { server: server.id, load: load.id }),
        _ => Err("two cores are needed: one for the service, one for wrk".to_owned()),
    }
}

impl FromStr for Cores {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (server, load) = text.split_once(',').ok_or(())?;
        let id = |text: &str| text.trim().parse().map_err(|_| ());
        let cores = Self { server: id(server)?, load: id(load)? };
        if cores.server == cores.load { Err(()) } else { Ok(cores) }
    }
}
