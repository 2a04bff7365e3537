//! Passwords, which take long to check on purpose.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    hash::{BuildHasher, RandomState},
    net::IpAddr,
    sync::{Arc, Mutex},
};

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

use super::lock;
use crate::serve::exporter::refusal::Refusal;

/// Of one client, waiting to be checked or being it.
const MOST_OF_A_CLIENT: usize = 2;

/// Of all clients.
const MOST: usize = 16;

/// Right ones that are remembered.
const REMEMBERED: usize = 64;

/// Checks passwords, one after the other and beside the thread that serves, and remembers right ones.
pub(super) struct Passwords {
    turn: Arc<Semaphore>,
    waiting: Mutex<HashMap<IpAddr, usize>>,
    right: Mutex<VecDeque<[u8; 32]>>,
    /// Nobody else knows it, so digests of this process say nothing elsewhere.
    salt: [u8; 32],
}

impl Passwords {
    /// Whether the user has this password. Users that don't exist take as long as those that do.
    ///
    /// # Errors
    ///
    /// When it is wrong, or too many are being checked.
    pub(super) async fn check(
        &self,
        users: &BTreeMap<String, String>,
        user: &str,
        password: Vec<u8>,
        client: IpAddr,
    ) -> Result<(), Refusal> {
        let known = users.get(user);
        let hash = known.or_else(|| users.values().next()).ok_or(Refusal::Credentials)?.clone();
        let digest = self.digest(user, &hash, &password);
        if known.is_some() && self.remembers(&digest) {
            return Ok(());
        }
        let _waiting = self.wait(client).ok_or(Refusal::Queue)?;
        let turn = self.turn.clone().acquire_owned().await.map_err(|_| Refusal::Queue)?;
        // What came at once with a right one needs no check of its own.
        if known.is_some() && self.remembers(&digest) {
            return Ok(());
        }
        let check = move || {
            let is_right = bcrypt::verify(&password, &hash).unwrap_or(false);
            // Also when nobody waits for it any more, the next one is not checked before.
            drop(turn);
            is_right
        };
        let is_right = tokio::task::spawn_blocking(check).await.unwrap_or(false);
        if !is_right || known.is_none() {
            return Err(Refusal::Credentials);
        }
        self.remember(digest);
        Ok(())
    }

    /// With the hash in it, a password that was changed is not remembered.
    fn digest(&self, user: &str, hash: &str, password: &[u8]) -> [u8; 32] {
        let length = |text: &str| (text.len() as u64).to_le_bytes();
        let mut digest = Sha256::new_with_prefix(self.salt);
        digest.update(length(user));
        digest.update(user);
        digest.update(length(hash));
        digest.update(hash);
        digest.update(password);
        digest.finalize().into()
    }

    fn remembers(&self, digest: &[u8; 32]) -> bool {
        lock(&self.right).iter().any(|right| right.ct_eq(digest).into())
    }

    fn remember(&self, digest: [u8; 32]) {
        let mut right = lock(&self.right);
        if right.len() == REMEMBERED {
            right.pop_front();
        }
        right.push_back(digest);
    }

    /// A place in the queue, if there is one.
    fn wait(&self, client: IpAddr) -> Option<Waiting<'_>> {
        let mut waiting = lock(&self.waiting);
        let of_client = waiting.get(&client).copied().unwrap_or(0);
        if of_client == MOST_OF_A_CLIENT || waiting.values().sum::<usize>() == MOST {
            return None;
        }
        waiting.insert(client, of_client + 1);
        Some(Waiting { passwords: self, client })
    }
}

impl Default for Passwords {
    fn default() -> Self {
        let mut salt = [0; 32];
        for (at, part) in salt.chunks_exact_mut(8).enumerate() {
            part.copy_from_slice(&RandomState::new().hash_one(at).to_le_bytes());
        }
        Self { turn: Arc::new(Semaphore::new(1)), waiting: Mutex::default(), right: Mutex::default(), salt }
    }
}

struct Waiting<'p> {
    passwords: &'p Passwords,
    client: IpAddr,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut waiting = lock(&self.passwords.waiting);
        if let Some(of_client) = waiting.get_mut(&self.client) {
            *of_client -= 1;
            if *of_client == 0 {
                waiting.remove(&self.client);
            }
        }
    }
}
