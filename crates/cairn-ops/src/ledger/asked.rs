//! From when an answer speaks, in the zones of the cohorts that it is about.

use std::collections::BTreeMap;

use cairn_domain::{Instant, Occurred, time};
use chrono_tz::Tz;

use super::Ledger;
use crate::asking::{Asked, last_instant};

impl Ledger<'_> {
    /// Returns the last instant that counts, where the question's day is meant in this zone.
    #[must_use]
    pub fn now_in(&self, zone: Tz) -> Instant {
        self.horizon
            .as_of_day
            .map_or(self.horizon.as_of, |day| last_instant(Occurred::On(day), zone))
    }

    /// Says from when and from what an answer speaks that is about no cohort: days are those of the programme's home zone.
    #[must_use]
    pub fn asked(&self) -> Asked {
        self.asked_in(self.zones.home)
    }

    /// Says from when and from what an answer speaks for which days are those of this zone.
    #[must_use]
    pub fn asked_in(&self, zone: Tz) -> Asked {
        let bounded = self.horizon.known_at != Instant::MAX_UTC;
        Asked {
            as_of: time::to_micros(self.now_in(zone)),
            as_of_day: self.horizon.as_of_day,
            zone: zone.name().to_owned(),
            zones: BTreeMap::new(),
            known_at: bounded.then_some(self.horizon.known_at),
            known_to: self.known_to,
            log: self.log.about().origin.clone(),
            root: hex::encode(self.head.root),
            size: self.head.size,
            time_zones: time::TIME_ZONES.to_owned(),
            words: self.horizon.words(zone.name(), (zone, self.zones.home), self.known_to),
        }
    }

    /// Says from when and from what an answer speaks that is about these cohorts: where they are in several zones, a day
    /// ends at several times, and each is named.
    #[must_use]
    pub fn asked_of<'z>(&self, cohorts: impl IntoIterator<Item = (&'z str, Tz)>) -> Asked {
        let each: Vec<(&str, Tz)> = cohorts.into_iter().collect();
        let Some((_, first)) = each.first() else { return self.asked() };
        if each.iter().all(|(_, zone)| zone == first) {
            return self.asked_in(*first);
        }
        if self.horizon.as_of_day.is_none() {
            return self.asked();
        }
        let latest = each.iter().map(|(_, zone)| *zone).max_by_key(|zone| self.now_in(*zone));
        let zone = latest.unwrap_or(self.zones.home);
        let zones = each.iter().map(|(cohort, zone)| ((*cohort).to_owned(), zone.to_string()));
        let zones: BTreeMap<String, String> = zones.collect();
        let named: Vec<String> =
            zones.iter().map(|(cohort, zone)| format!("{cohort}: {zone}")).collect();
        let words = self.horizon.words(&named.join(", "), (zone, self.zones.home), self.known_to);
        Asked { zones, words, ..self.asked_in(zone) }
    }

    /// Returns the last instant that counts anywhere: where the question's day ends last.
    #[must_use]
    pub fn latest(&self) -> Instant {
        let zones = self.zones.cohorts.values().chain([&self.zones.home]);
        zones.map(|zone| self.now_in(*zone)).max().unwrap_or(self.horizon.as_of)
    }
}
