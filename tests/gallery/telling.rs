//! From the lines of a history to what the log would hold.
//!
//! A line is `[WHEN] EVENT [OBJECT][: DETAILS]`. The events are those of the reference, in plain words.

use cairn_domain::event::{
    AdjustmentKind, AppealOutcome, ExamOutcome, Mode, ReviewOutcome, Ruling,
};
use cairn_domain::time::instant_of;
use cairn_domain::{
    CheckedPolicy, Event, EventId, Instant, Interval, Occurred, Presence, Recorded,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use crate::words::{
    amount, days, granted, id, ids, leading_days, one_of, presence, session_list, window,
};

/// The two streams of a history.
#[derive(Default)]
pub struct Told {
    /// What happened to the practitioner.
    pub person: Vec<Recorded>,
    /// What happened to the cohort.
    pub cohort: Vec<Recorded>,
}

/// Every word for an event that takes two words; all others take one.
const PAIRS: [&str; 6] = [
    "made up",
    "retreat completed",
    "tuition adjusted",
    "appeal decided",
    "session held",
    "session cancelled",
];

/// The events of which there is nothing more to say.
const PLAIN: [&str; 11] = [
    "applied",
    "admitted",
    "waitlisted",
    "declined",
    "withdrew",
    "certified",
    "refused",
    "suspended",
    "reinstated",
    "revoked",
    "appealed",
];

/// Tells a history.
pub fn tell<'a>(
    policy: &CheckedPolicy,
    lines: impl IntoIterator<Item = &'a str>,
) -> Result<Told, String> {
    let mut teller = Teller { policy, told: Told::default(), count: 0 };
    for line in lines {
        teller.line(line).map_err(|why| format!("`{line}`: {why}"))?;
    }
    Ok(teller.told)
}

struct Teller<'a> {
    policy: &'a CheckedPolicy,
    told: Told,
    count: u64,
}

impl Teller<'_> {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let (when, said) = match line.split_once(' ') {
            Some((when, said)) if when.starts_with(|sign: char| sign.is_ascii_digit()) => {
                (leading_days(when).map_or_else(|| self.at(when).map(|at| vec![at]), Ok)?, said)
            }
            _ => (Vec::new(), line),
        };
        let (head, details) = said.split_once(": ").unwrap_or((said, ""));
        let pair = PAIRS.iter().find(|pair| head.starts_with(**pair)).copied();
        let word = pair.unwrap_or_else(|| head.split(' ').next().unwrap_or_default());
        let object = head[word.len()..].trim_start();
        if word == "attended" {
            return self.attended(&when, object, details);
        }
        if when.is_empty() {
            return Err("say when, such as `2025-09-11`".to_owned());
        }
        for occurred in when {
            for event in self.events(word, object, details)? {
                self.record(occurred, event);
            }
        }
        Ok(())
    }

    /// Reads an instant, or a local time of the policy's zone.
    fn at(&self, text: &str) -> Result<Occurred, String> {
        if text.ends_with('Z') {
            return text.parse().map_err(|why| format!("{why}"));
        }
        let full = if text.len() == 16 { format!("{text}:00") } else { text.to_owned() };
        let local: NaiveDateTime = full.parse().map_err(|_| format!("`{text}` is no time"))?;
        instant_of(local, self.policy.zone()).map(Occurred::At).map_err(|why| why.to_string())
    }

    fn record(&mut self, occurred: Occurred, event: Event) {
        self.count += 1;
        let position = self.count;
        let of_cohort = matches!(event, Event::SessionHeld { .. } | Event::SessionCancelled { .. });
        let recorded = Recorded {
            position,
            id: named(position),
            recorded_at: DateTime::<Utc>::UNIX_EPOCH,
            occurred,
            event,
        };
        if of_cohort { self.told.cohort.push(recorded) } else { self.told.person.push(recorded) }
    }

    /// Attendance happens when its session begins, unless the line says otherwise.
    fn attended(&mut self, when: &[Occurred], sessions: &str, how: &str) -> Result<(), String> {
        for session in session_list(self.policy, sessions)? {
            let planned = window(self.policy, &session)?;
            let presence = presence(how, planned)?;
            let occurred = when.first().copied().unwrap_or(Occurred::At(planned.from));
            let cohort = self.policy.policy().cohort.clone();
            self.record(occurred, Event::Attended { cohort, session, mode: Mode::Live, presence });
        }
        Ok(())
    }

    /// Finds the latest event of a kind.
    fn latest(&self, kinds: &[&str]) -> Result<EventId, String> {
        let mut latest = self.told.person.iter().rev();
        let found = latest.find(|each| kinds.contains(&each.event.kind()));
        found.map(|each| each.id).ok_or_else(|| format!("none of {kinds:?} comes before it"))
    }

    fn events(&self, word: &str, object: &str, details: &str) -> Result<Vec<Event>, String> {
        if PLAIN.contains(&word) && !(object.is_empty() && details.is_empty()) {
            return Err(format!("nothing follows `{word}`"));
        }
        let cohort = self.policy.policy().cohort.clone();
        let one = |event: Event| Ok(vec![event]);
        match word {
            "applied" => one(Event::Applied { cohort, team: None }),
            "admitted" => one(Event::Admitted { cohort }),
            "waitlisted" => one(Event::Waitlisted { cohort }),
            "declined" => one(Event::Declined { cohort }),
            "withdrew" => one(Event::Withdrew { cohort }),
            "deferred" => one(Event::Deferred { cohort, to: id(after("to ", details)?)? }),
            "certified" => one(Event::Certified { cohort, receipt: None }),
            "refused" => one(Event::Refused { cohort }),
            "suspended" => one(Event::Suspended { cohort }),
            "reinstated" => one(Event::Reinstated { cohort }),
            "revoked" => one(Event::Revoked { cohort }),
            "referred" => one(Event::Referred { cohort, requirements: ids(details)? }),
            "appealed" => {
                let decision = self.latest(&["refused", "revoked", "declined"])?;
                one(Event::Appealed { cohort, decision })
            }
            "appeal decided" => {
                let appeal = self.latest(&["appealed"])?;
                let outcomes =
                    [("upheld", AppealOutcome::Upheld), ("overturned", AppealOutcome::Overturned)];
                one(Event::AppealDecided { cohort, appeal, outcome: one_of(details, outcomes)? })
            }
            "paid" => {
                let amount = object.parse().map_err(|why| format!("{why}"))?;
                one(Event::Paid { cohort, amount, reference: None })
            }
            "refunded" => {
                let amount = object.parse().map_err(|why| format!("{why}"))?;
                one(Event::Refunded { cohort, amount, payment: None })
            }
            "tuition adjusted" => {
                let (kind, credit) = details.split_once(' ').ok_or("say why and how much")?;
                let kinds = [
                    ("scholarship", AdjustmentKind::Scholarship),
                    ("sponsorship", AdjustmentKind::Sponsorship),
                    ("correction", AdjustmentKind::Correction),
                ];
                let credit = credit.parse().map_err(|why| format!("{why}"))?;
                one(Event::TuitionAdjusted { cohort, credit, kind: one_of(kind, kinds)? })
            }
            "submitted" => one(Event::Submitted { cohort, item: id(object)? }),
            "credited" => one(Event::Credited { cohort: None, achievement: object.to_owned() }),
            "retreat completed" => one(Event::RetreatCompleted { cohort, days: days(details)? }),
            "session cancelled" => one(Event::SessionCancelled { session: id(details)? }),
            _ => self.of_something(word, object, details),
        }
    }

    /// The events that have an object and details.
    fn of_something(&self, word: &str, object: &str, details: &str) -> Result<Vec<Event>, String> {
        let cohort = self.policy.policy().cohort.clone();
        let one = |event: Event| Ok(vec![event]);
        match word {
            "made up" | "excused" => {
                let of_each = |session| {
                    let cohort = cohort.clone();
                    if word == "excused" {
                        return Event::Excused { cohort, session };
                    }
                    let presence = Presence::Whole;
                    Event::Attended { cohort, session, mode: Mode::MakeUp, presence }
                };
                Ok(session_list(self.policy, object)?.into_iter().map(of_each).collect())
            }
            "reflected" => {
                one(Event::Reflected { cohort, session: id(object)?, facets: ids(details)? })
            }
            "reviewed" => {
                let outcomes =
                    [("accepted", ReviewOutcome::Accepted), ("returned", ReviewOutcome::Returned)];
                let (outcome, reviewer, capacity) = by_whom(details)?;
                let capacity = capacity.map(id).transpose()?;
                let outcome = one_of(outcome, outcomes)?;
                one(Event::Reviewed { cohort, item: id(object)?, reviewer, outcome, capacity })
            }
            "judged" => {
                let rulings = [("granted", Ruling::Granted), ("denied", Ruling::Denied)];
                let (outcome, judge, capacity) = by_whom(details)?;
                let capacity = id(capacity.ok_or("say in which capacity: `as mentor`")?)?;
                let outcome = one_of(outcome, rulings)?;
                one(Event::Judged { cohort, question: id(object)?, judge, capacity, outcome })
            }
            "examined" => {
                let outcome = match details {
                    "passed" => ExamOutcome::Passed,
                    "not passed" => ExamOutcome::NotPassed,
                    points => {
                        let (got, of) = points.split_once(" of ").ok_or("say `21 of 25`")?;
                        let number = |text: &str| text.parse().map_err(|_| format!("`{text}`?"));
                        ExamOutcome::Scored { got: number(got)?, of: number(of)? }
                    }
                };
                one(Event::Examined { cohort, item: id(object)?, outcome })
            }
            "logged" => self.logged(object),
            "waived" => {
                let given = granted(self.policy, details)?;
                one(Event::Waived {
                    cohort,
                    requirement: id(object)?,
                    authority: given.by.ok_or("say by whose authority: `by committee`")?,
                    granted_by: given.people,
                    sessions: given.sessions,
                    until: given.until,
                })
            }
            "extended" => {
                let given = granted(self.policy, details)?;
                one(Event::Extended {
                    cohort,
                    requirement: id(object)?,
                    to: given.to.ok_or("say until when: `to 2026-06-30`")?,
                    authority: given.by.ok_or("say by whose authority: `by staff`")?,
                    session: given.sessions.into_iter().next(),
                })
            }
            "session held" => {
                let (session, times) = details.split_once(' ').ok_or("say when")?;
                let (from, to) = times.split_once(" to ").ok_or("say from when to when")?;
                let held = Interval { from: self.instant(from)?, to: self.instant(to)? };
                one(Event::SessionHeld { session: id(session)?, from: held.from, to: held.to })
            }
            _ => Err(format!("`{word}` is no event")),
        }
    }

    fn instant(&self, text: &str) -> Result<Instant, String> {
        self.at(text).map(|occurred| occurred.sorts_at(self.policy.zone()))
    }

    /// `10 hours of coaching-paid with each of client-1..client-8, reported 2025-04-01`
    fn logged(&self, object: &str) -> Result<Vec<Event>, String> {
        let (object, reported) = match object.split_once(", reported ") {
            Some((object, day)) => {
                let day: NaiveDate = day.parse().map_err(|_| format!("`{day}` is no day"))?;
                (object, Some(day))
            }
            None => (object, None),
        };
        let (object, with) = object.split_once(" with ").unwrap_or((object, ""));
        let (much, activity) = object.split_once(" of ").ok_or("say `10 hours of practice`")?;
        let (amount, activity) = (amount(much)?, id::<cairn_domain::ids::Activity, _>(activity)?);
        let with: Vec<_> = match with.strip_prefix("each of ") {
            Some(range) => crate::words::numbered(range)?.into_iter().map(Some).collect(),
            None if with.is_empty() => vec![None],
            None => vec![Some(with.to_owned())],
        };
        let of_each = |with: Option<String>| {
            let cohort = self.policy.policy().cohort.clone();
            let with = with.as_deref().map(id).transpose()?;
            Ok(Event::Logged { cohort, activity: activity.clone(), amount, with, reported })
        };
        with.into_iter().map(of_each).collect()
    }
}

fn named(position: u64) -> EventId {
    EventId::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + u128::from(position))
}

fn after<'a>(word: &str, text: &'a str) -> Result<&'a str, String> {
    text.strip_prefix(word).ok_or_else(|| format!("expected `{word}…`"))
}

/// `accepted by ana as mentor`
fn by_whom(details: &str) -> Result<(&str, String, Option<&str>), String> {
    let (outcome, who) = details.split_once(" by ").ok_or("say by whom: `by ana`")?;
    let (person, capacity) = match who.split_once(" as ") {
        Some((person, capacity)) => (person, Some(capacity)),
        None => (who, None),
    };
    Ok((outcome, person.to_owned(), capacity))
}
