//! What an app is given besides its routes: quotas, headers, origins, limits, keys, folders.
//!
//! Floor 13.

use super::{App, MOST_KEYS, Per};
use crate::cursor::CursorKey;
use crate::headers::SecurityHeaders;
use crate::limits::Limits;
use crate::origins::Origins;
use crate::problem::RenderProblem;
use crate::quota::DefaultQuota;
use crate::sealed::SealingKeys;
use crate::uploads::UploadFolder;
use crate::webhook::WebhookKeys;

impl App {
    /// The quota of each route that names none: so many calls in any such window, by the user where there is one, else by the
    /// address. By default 300 a minute.
    pub fn default_quota(mut self, limit: u32, per: Per) -> Self {
        if limit == 0 {
            self.faults.push("a default quota of zero lets nobody in; give at least 1".to_owned());
        }
        self.default_quota = DefaultQuota { limit, seconds: per.seconds() };
        self
    }

    /// How many keys each quota counts one by one at the same time, by default 65536. Where more count at once, newcomers
    /// share their quota with others; the log and the counter `portcullis_quota_shared_total` say so. A key costs about 250
    /// bytes, and 16 more for each admission that still counts, of which there are at most 256.
    pub fn quota_keys(mut self, keys: usize) -> Self {
        if keys == 0 || keys > MOST_KEYS {
            self.faults.push(format!("a quota counts from 1 to {MOST_KEYS} keys"));
        }
        self.quota_keys = keys.clamp(1, MOST_KEYS);
        self
    }

    /// How many credentials that prove nothing one address may present in any minute, by default 100. Beyond it, no
    /// credential of that address is verified any more, but for those that were verified before.
    pub fn failed_credentials(mut self, limit: u32) -> Self {
        if limit == 0 {
            self.faults.push(
                "no failed credential at all would lock out the first who mistypes; give at least 1"
                    .to_owned(),
            );
        }
        self.failed_credentials = limit;
        self
    }

    /// The headers of every response, where the strictest do not fit.
    pub fn headers(mut self, headers: SecurityHeaders) -> Self {
        self.faults.extend(headers.faults());
        self.headers = headers;
        self
    }

    /// The origins whose pages may read answers in a browser (CORS); none unless they are said. They are listed.
    pub fn origins(mut self, origins: Origins) -> Self {
        self.origins = origins;
        self
    }

    /// How problems look to clients, in the place of RFC 9457.
    pub fn problems(mut self, renderer: impl RenderProblem) -> Self {
        if self.problems.replace(Box::new(renderer)).is_some() {
            self.faults.push("problems are rendered in two ways; an app has one".to_owned());
        }
        self
    }

    /// What clients can take up at once, and how long they may take over it.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.faults.extend(limits.faults());
        self.limits = limits;
        self
    }

    /// Where uploaded files are kept, for routes that take or read them. The folder is judged when the app is built.
    pub fn uploads(mut self, folder: UploadFolder) -> Self {
        if self.uploads.replace(folder).is_some() {
            self.faults.push("two folders of uploads are given; an app has one".to_owned());
        }
        self
    }

    /// The key that cursors of lists are sealed with, of 32 random bytes: for an app of several processes, or whose cursors outlive a
    /// restart. Without it each process has a key of its own.
    pub fn cursor_key(mut self, key: &[u8]) -> Self {
        match CursorKey::new(key) {
            Some(sealing) if key.iter().any(|byte| Some(byte) != key.first()) => self.cursor_key = Some(sealing),
            _ => self.faults.push(
                "the key of cursors is 32 random bytes; make one by `openssl rand 32`, or leave it out for a key of the process"
                    .to_owned(),
            ),
        }
        self
    }

    /// The keys that a sender of webhooks signs with, under the name that its routes give it: `webhook = "payments"`.
    pub fn webhook(mut self, sender: &'static str, keys: WebhookKeys) -> Self {
        self.faults
            .extend(keys.faults().iter().map(|why| format!("a secret of the webhook `{sender}` {why}")));
        if self.webhooks.insert(sender, keys).is_some() {
            self.faults.push(format!(
                "the keys of the webhook `{sender}` are given twice; give all of a sender's at once, by `.also(…)`"
            ));
        }
        self
    }

    /// The keys of sealed columns ([`Sealed<T>`](crate::Sealed)).
    pub fn sealing(mut self, keys: SealingKeys) -> Self {
        if self.sealing.replace(keys).is_some() {
            self.faults.push("two rings of sealing keys are given; an app has one".to_owned());
        }
        self
    }
}
