//! Where fresh identities and salts come from: the system's random numbers.

use cairn_domain::{EventId, Instant};
use cairn_ops::Failure;
use cairn_ops::record::Fresh;

/// The system's random numbers, and the time at which a call began.
pub(crate) struct Dice {
    now: Instant,
}

impl Dice {
    /// Takes the dice out.
    pub fn new(now: Instant) -> Self {
        Self { now }
    }
}

impl Fresh for Dice {
    /// Makes an identity that sorts by time (UUID version 7); its lower part is chance.
    fn id(&mut self) -> Result<EventId, Failure> {
        let millis = u64::try_from(self.now.timestamp_millis()).unwrap_or_default();
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random()?).into_uuid())
    }

    fn salt(&mut self) -> Result<[u8; 32], Failure> {
        random()
    }
}

fn random<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    let failed = |error| Failure::mend(format!("the system gives no random bytes: {error}"));
    getrandom::fill(&mut bytes).map(|()| bytes).map_err(failed)
}
