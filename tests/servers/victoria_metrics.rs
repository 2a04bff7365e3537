use std::{fs, net::SocketAddr, process::Command};

use super::{
    TIMEOUT_IN_SECONDS,
    api::Api,
    content::Sample,
    free_port::free_address,
    get,
    process::{Process, folder},
    prometheus::configuration,
    wait_for,
};

/// Debian's VictoriaMetrics, scraping every second and taking in what it is given.
pub(super) struct VictoriaMetrics {
    _process: Process,
    address: SocketAddr,
    pub(super) api: Api,
}

impl VictoriaMetrics {
    pub(super) fn start(targets: &[(&str, SocketAddr)]) -> Self {
        let (address, folder) = (free_address(), folder());
        fs::write(folder.path().join("scrape.yml"), configuration(targets))
            .expect("a temporary folder can be written to");
        let mut command = Command::new("victoria-metrics");
        command.args(["-storageDataPath=data", "-retentionPeriod=1", "-promscrape.config=scrape.yml"]);
        command.args(["-search.latencyOffset=0s", "-memory.allowedBytes=512MB"]);
        command.arg(format!("-httpListenAddr={address}"));
        let mut process = Process::start(&mut command, folder);
        process.wait_until_ready(&format!("http://{address}/health"));
        Self { _process: process, address, api: Api::at(address) }
    }

    /// Hands a page in, and tells the status of the answer.
    pub(super) fn import(&self, page: &[u8]) -> u16 {
        let request = minreq::post(format!("http://{}/api/v1/import/prometheus", self.address));
        let response = request.with_body(page).with_timeout(TIMEOUT_IN_SECONDS).send();
        response.expect("a ready server answers").status_code
    }

    /// Asks until there are samples, of the time that new data takes to be seen.
    #[track_caller]
    pub(super) fn wait_for_samples(&self, selector: &str, count: usize) -> Vec<Sample> {
        wait_for(&format!("{count} samples of `{selector}`"), || {
            get(&format!("http://{}/internal/force_flush", self.address))?;
            let samples = self.api.samples(selector);
            (samples.len() >= count).then_some(samples)
        })
    }
}
