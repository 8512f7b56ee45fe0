//! What somebody is called in other people's files: a name on a screen, or an address that is not on record. Staff confirm it
//! once, and can take it back.

use cairn_domain::{Event, Instant, Occurred, Position, PractitionerId, Recorded};
use cairn_eventlog::Log;
use schemars::JsonSchema;
use serde::Serialize;

use super::list::{Alias, aliases, key, told};
use super::{Disclosed, Who, everyone, person};
use crate::asking::{Asked, say_day};
use crate::correct;
use crate::failure::Failure;
use crate::find;
use crate::import::of_a_person;
use crate::ledger::Ledger;
use crate::record::{By, Fresh, Parts, Plan, Said, Seals, Subject, When, open, say_odd, text};
use crate::words;

/// What somebody is called in files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Aliases {
    /// `cairn.aliases/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// Who.
    pub who: Who,
    /// What they are called, in order of when it was confirmed.
    pub aliases: Vec<AliasLine>,
}

/// One name or address in files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AliasLine {
    /// The event that says so.
    pub position: Position,
    /// The name or the address; absent where it is not held any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The same day, in words.
    pub recorded_on: String,
    /// Who recorded it.
    pub recorded_by: String,
}

/// Lists what somebody is called in files.
pub fn list(ledger: &Ledger<'_>, id: PractitionerId) -> Result<Aliases, Failure> {
    let person = person(ledger, id)?;
    let disclosed = Disclosed::read(ledger.log, None)?;
    let mut lines = Vec::new();
    for Alias { position, text } in aliases(&person, &disclosed) {
        let event = ledger.cite(position)?.event_id;
        let Some(envelope) = ledger.log.event(event)? else { continue };
        let day = Occurred::At(envelope.recorded_at).day(ledger.zones.home);
        lines.push(AliasLine {
            position,
            alias: text,
            recorded_at: envelope.recorded_at,
            recorded_on: say_day(day),
            recorded_by: envelope.recorded_by,
        });
    }
    Ok(Aliases {
        schema: "cairn.aliases/1",
        asked: ledger.asked(),
        who: person.who(),
        aliases: lines,
    })
}

/// What somebody wishes to confirm, or to take back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The person, as typed.
    pub who: String,
    /// The name or the address, as files show it.
    pub alias: String,
    /// Who records.
    pub by: By,
}

/// Plans to record what somebody is called in files.
pub fn confirm(
    log: &dyn Log,
    now: Instant,
    wish: &Wish,
    fresh: &mut dyn Fresh,
) -> Result<Plan, Failure> {
    let ledger = open(log, now)?;
    let alias = read(&wish.alias)?;
    if !alias.contains('@') && of_a_person(alias).is_none() {
        return Err(Failure::mend(format!("`{alias}` is the name of a device"))
            .because("every such device would be taken for this person from now on")
            .hint("decide its rows one by one: `cairn import resolve`"));
    }
    let subject = Subject::read(&ledger, find::one(&ledger, &wish.who)?)?;
    let namesakes = nobody_elses(&ledger, &subject, alias)?;
    let stream = cairn_domain::StreamId::Practitioner(subject.person.id);
    let mut seals = Seals::new(fresh)?;
    let event = Event::Recognised { alias: seals.seal("alias", alias)? };
    let occurred = Occurred::At(now);
    let in_hand = Recorded {
        position: ledger.head.size + 1,
        id: seals.id,
        recorded_at: now,
        occurred,
        event: event.clone(),
    };
    let anomalies = subject.made_odd(&ledger, &stream, &in_hand, now);
    let mut odd: Vec<String> =
        anomalies.iter().map(|each| say_odd(each, in_hand.position)).collect();
    odd.extend(namesakes);
    let who = subject.person.who();
    let parts = Parts {
        expected: subject.records.iter().map(crate::record::Seen::expected).collect(),
        stream,
        occurred,
        event,
        now,
        zone: ledger.zones.home,
        called: who.called(),
        effect: Some(format!("from now on, `{alias}` in files is {}", who.called())),
        who: Some(who),
        what: None,
        before: None,
        after: None,
        odd,
    };
    Plan::new(parts, &wish.by, seals)
}

/// Plans to take back what somebody was said to be called in files: voids the event that says so.
pub fn take_back(
    log: &dyn Log,
    now: Instant,
    (wish, reason): (&Wish, &str),
    fresh: &mut dyn Fresh,
) -> Result<Plan, Failure> {
    let ledger = open(log, now)?;
    let person = person(&ledger, find::one(&ledger, &wish.who)?)?;
    let known = aliases(&person, &Disclosed::read(log, None)?);
    let wanted = key(read(&wish.alias)?);
    let is_meant = |alias: &&Alias| alias.text.as_deref().map(key).as_ref() == Some(&wanted);
    let Some(found) = known.iter().rev().find(is_meant) else {
        let called = person.who().called();
        let failure =
            Failure::mend(format!("`{}` is not what {called} is called in files", wish.alias));
        let listed = known.iter().filter_map(|alias| alias.text.clone());
        let failure = listed.fold(failure, Failure::listing);
        return Err(failure.hint("`cairn people alias WHO --list` lists what is confirmed"));
    };
    let request = correct::Request {
        event: found.position.to_string(),
        reason: reason.to_owned(),
        cohort: None,
        when: When::Unsaid,
        said: Said::default(),
        by: wish.by.clone(),
    };
    correct::void(log, now, &request, fresh)
}

fn read(alias: &str) -> Result<&str, Failure> {
    text::line("alias", alias, text::EMAIL).map_err(|failure| {
        let what = failure.what.replacen("--alias", "the name in files", 1);
        Failure { what, ..failure }
    })
}

/// Refuses what is confirmed already, for them or for somebody else; says who else goes by the name.
fn nobody_elses(
    ledger: &Ledger<'_>,
    subject: &Subject,
    alias: &str,
) -> Result<Vec<String>, Failure> {
    let wanted = key(alias);
    let disclosed = Disclosed::read(ledger.log, None)?;
    let is_wanted = |text: &String| key(text) == wanted;
    let mut odd = Vec::new();
    for each in everyone(ledger)? {
        let (who, own) = (each.who().called(), each.id == subject.person.id);
        let known = aliases(&each, &disclosed);
        let same = known.iter().find(|alias| alias.text.as_ref().is_some_and(is_wanted));
        if let Some(same) = same {
            let place = words::place(same.position);
            let failure = Failure::refused(format!("`{alias}` cannot be confirmed twice"))
                .because(format!("{place} says already that it is {who} in files"));
            return Err(if own {
                failure.hint("nothing is left to do")
            } else {
                failure
                    .hint("take that back first, if it is wrong: `cairn people alias WHO NAME --take-back`")
                    .hint("if the two are one person, link them: `cairn people link`")
            });
        }
        if told(&each, &disclosed, "email").iter().any(is_wanted) {
            let failure = Failure::refused(format!("`{alias}` needs no confirming"));
            return Err(if own {
                failure.because(format!("it is an address of {who} already"))
            } else {
                failure
                    .because(format!("it is an address of {who}, who would be taken for another"))
                    .hint("if the two are one person, link them: `cairn people link`")
            });
        }
        if !own && told(&each, &disclosed, "name").iter().any(is_wanted) {
            odd.push(format!("{who} goes by that name, too"));
        }
    }
    Ok(odd)
}
