//! From what somebody said to the body of an event: each option is read once, and an error names it.
//!
//! The body is filled in as JSON, so that an amendment can lay what it changes over what was there; the codec then reads
//! it as it reads every body.

use std::fmt::Display;
use std::str::FromStr;

use cairn_domain::ids::{Activity, Partner};
use cairn_domain::{
    CohortId, Facet, Instant, Item, PractitionerId, RequirementId, Role, SessionId, Team,
};
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::ledger::Rules;
use crate::record::field::Field;
use crate::record::form::Said;
use crate::record::seals::Seals;
use crate::record::{amount, quantity, text, times};

/// The fields of a body.
pub(crate) type Body = Map<String, Value>;

/// What reading depends on.
pub(crate) struct Reader<'a> {
    /// The event's kind.
    pub kind: &'static str,
    /// The zone in which times on the wall are meant.
    pub zone: Tz,
    /// The rules in force, if there are any: they know the currency and the sessions.
    pub rules: Option<&'a Rules>,
    /// The time of recording.
    pub now: Instant,
    /// The other record of a link.
    pub other: Option<PractitionerId>,
    /// The event that an option refers to.
    pub refers: Option<cairn_domain::EventId>,
}

impl Reader<'_> {
    /// Fills in a body.
    pub fn fill(&self, body: &mut Body, said: &Said, seals: &mut Seals<'_>) -> Result<(), Failure> {
        for field in said.fields() {
            if let Some((key, value)) = self.read(field, said, body, seals)? {
                body.insert(key.to_owned(), value);
            }
        }
        if self.kind == "session_held" { ends_after_it_began(said, body) } else { Ok(()) }
    }

    /// Reads one option into one field; `None` where it belongs to another option.
    fn read(
        &self,
        field: Field,
        said: &Said,
        body: &Body,
        seals: &mut Seals<'_>,
    ) -> Result<Option<(&'static str, Value)>, Failure> {
        let text = said.one(field).unwrap_or_default().trim();
        let bad = |why: &dyn Display| Failure::mend(format!("--{}: {why}", field.option()));
        Ok(Some(match field {
            Field::Name => {
                let name = text::line("name", text, text::NAME)?;
                ("name", seals.seal("name", name)?.to_string().into())
            }
            Field::Email => ("email", seals.seal("email", text::email(text)?)?.to_string().into()),
            Field::Zone => ("zone", zone("zone", text)?.name().into()),
            Field::Other => ("other", self.other.map(|id| id.to_string()).into()),
            Field::Team => ("team", name::<Team>(text, &bad)?),
            Field::To if self.kind == "deferred" => ("to", name::<CohortId>(text, &bad)?),
            Field::To if self.kind == "session_held" => ("to", self.instant(field, text, None)?),
            Field::To if self.kind == "extended" => ("to", times::day_of(field.option(), text)?),
            Field::From if self.kind == "session_held" => {
                ("from", self.instant(field, text, None)?)
            }
            Field::Amount if self.kind == "logged" => ("amount", quantity::hundredths(text)?),
            Field::Amount => self.amount(text)?,
            Field::Reference => ("reference", self.line(field, text, "")?),
            Field::Payment => ("payment", self.refers.map(|id| id.to_string()).into()),
            Field::Decision => ("decision", self.refers.map(|id| id.to_string()).into()),
            Field::Appeal => ("appeal", self.refers.map(|id| id.to_string()).into()),
            Field::Kind => ("kind", adjustment(text)?),
            Field::Session if self.kind == "waived" => {
                ("sessions", names::<SessionId>(said.all(field), &bad)?)
            }
            Field::Session => ("session", name::<SessionId>(text, &bad)?),
            Field::Whole => ("presence", "whole".into()),
            Field::Unmeasured => ("presence", "unmeasured".into()),
            Field::Minutes if self.kind == "logged" => ("amount", quantity::logged_minutes(text)?),
            Field::Minutes => ("presence", json!({ "seconds": quantity::minutes(text)? })),
            Field::Hours => ("amount", quantity::logged_hours(text)?),
            Field::From => ("presence", json!({ "intervals": self.stays(said, body)? })),
            Field::To if !said.has(Field::From) => {
                return Err(
                    bad(&"it says when they left").hint("say with `--from` when they came, too")
                );
            }
            Field::To => return Ok(None),
            Field::MakeUp if said.has(Field::Live) => {
                return Err(bad(&"it was either live or a make-up, not both"));
            }
            Field::MakeUp => ("mode", "make_up".into()),
            Field::Live => ("mode", "live".into()),
            Field::Facet => ("facets", facets(said.all(field))?),
            Field::Item => ("item", name::<Item>(text, &bad)?),
            Field::Reviewer => ("reviewer", self.line(field, text, ": say who reviewed it")?),
            Field::Accepted => ("outcome", "accepted".into()),
            Field::Returned => ("outcome", "returned".into()),
            Field::Days => ("days", quantity::days(text)?.into()),
            Field::Achievement => {
                ("achievement", self.line(field, text, ": say what was completed")?)
            }
            Field::Requirement if self.kind == "referred" => {
                ("requirements", names::<RequirementId>(said.all(field), &bad)?)
            }
            Field::Requirement if said.all(field).len() > 1 => {
                let what = if self.kind == "waived" { "waiver waives" } else { "extension moves" };
                let why = format!("one {what} one requirement");
                return Err(bad(&why).hint("record one for each"));
            }
            Field::Requirement => ("requirement", name::<RequirementId>(text, &bad)?),
            Field::Authority => ("authority", name::<Role>(text, &bad)?),
            Field::Activity => ("activity", name::<Activity>(text, &bad)?),
            Field::With => ("with", name::<Partner>(text, &bad)?),
            Field::Reported => ("reported", times::day_of(field.option(), text)?),
            Field::Passed => ("outcome", "passed".into()),
            Field::NotPassed => ("outcome", "not_passed".into()),
            Field::Score => ("outcome", quantity::score(text)?),
            Field::Question => ("question", name::<Item>(text, &bad)?),
            Field::Judge => ("judge", self.line(field, text, ": say who answered")?),
            Field::As => ("capacity", name::<Role>(text, &bad)?),
            Field::Granted => ("outcome", "granted".into()),
            Field::Denied => ("outcome", "denied".into()),
            Field::Until => ("until", times::day_of(field.option(), text)?),
            Field::GrantedBy => {
                let each = said.all(field).iter();
                let each = each.map(|text| self.line(field, text, ": say who granted it"));
                ("granted_by", set(&each.collect::<Result<Vec<_>, Failure>>()?))
            }
            Field::Upheld => ("outcome", "upheld".into()),
            Field::Overturned => ("outcome", "overturned".into()),
        }))
    }

    fn instant(&self, field: Field, text: &str, day: Option<NaiveDate>) -> Result<Value, Failure> {
        let instant = times::instant(&format!("--{}", field.option()), text, self.zone, day)?;
        serde_json::to_value(instant).map_err(|error| Failure::mend(error.to_string()))
    }

    /// Reads pairs of coming and going.
    fn stays(&self, said: &Said, body: &Body) -> Result<Vec<Value>, Failure> {
        let (from, to) = (said.all(Field::From), said.all(Field::To));
        if from.len() != to.len() {
            let what = format!(
                "`--from` is given {} and `--to` {}",
                times_over(from.len()),
                times_over(to.len())
            );
            return Err(Failure::mend(what)
                .hint("give them in pairs, one for each stay: `--from 19:02 --to 20:58`"));
        }
        let session = said.one(Field::Session).or_else(|| body.get("session")?.as_str());
        let day = session.and_then(|session| self.day_of(session));
        let stay = |(from, to): (&String, &String)| {
            let stay = times::stay(from, to, self.zone, day)?;
            serde_json::to_value(stay).map_err(|error| Failure::mend(error.to_string()))
        };
        from.iter().zip(to).map(stay).collect()
    }

    fn day_of(&self, session: &str) -> Option<NaiveDate> {
        let calendar = &self.rules?.calendar;
        let session = calendar.session(&SessionId::new(session.trim()).ok()?)?;
        Some(calendar.day(session.window(self.now).unwrap_or(session.planned)))
    }

    /// Reads one line of text that the body holds as it is.
    #[expect(clippy::unused_self, reason = "it stands beside the other readers of options")]
    fn line(&self, field: Field, text: &str, instead: &str) -> Result<Value, Failure> {
        let line = text::line(field.option(), text, text::NAME);
        line.map(Value::from).map_err(|failure| {
            let what = failure.what.clone();
            if text.is_empty() { Failure { what: what + instead, ..failure } } else { failure }
        })
    }

    /// Reads an amount; without a currency, the policy's is meant.
    fn amount(&self, text: &str) -> Result<(&'static str, Value), Failure> {
        let money = amount::read(text, self.rules.map(|rules| rules.policy.policy().currency))?;
        let is_adjustment = self.kind == "tuition_adjusted";
        if money.minor < 0 && !is_adjustment || money.minor == 0 {
            return Err(Failure::mend(format!("--amount: `{text}` is not more than nothing"))
                .hint("`paid` is money that came in, `refunded` money that went back; both are positive"));
        }
        let key = if is_adjustment { "credit" } else { "amount" };
        Ok((key, json!({ "minor": money.minor, "currency": money.currency })))
    }
}

fn times_over(count: usize) -> String {
    match count {
        0 => "not at all".to_owned(),
        1 => "once".to_owned(),
        _ => format!("{count} times"),
    }
}

/// Reads a name of something, which must look like one.
fn name<T>(text: &str, bad: &dyn Fn(&dyn Display) -> Failure) -> Result<Value, Failure>
where
    T: FromStr<Err = cairn_domain::BadName> + Display,
{
    text.parse::<T>().map(|name| name.to_string().into()).map_err(|why| bad(&why))
}

/// Reads several names of something into a set.
fn names<T>(texts: &[String], bad: &dyn Fn(&dyn Display) -> Failure) -> Result<Value, Failure>
where
    T: FromStr<Err = cairn_domain::BadName> + Display,
{
    let each = texts.iter().map(|text| name::<T>(text.trim(), bad));
    Ok(set(&each.collect::<Result<Vec<_>, Failure>>()?))
}

/// Reads the zone that an option names.
pub(crate) fn zone(option: &str, text: &str) -> Result<Tz, Failure> {
    text.parse().map_err(|_| {
        Failure::mend(format!("--{option}: `{text}` is not a time zone")).hint(
            "name it by continent and city, such as `America/New_York` or `Australia/Melbourne`",
        )
    })
}

fn adjustment(text: &str) -> Result<Value, Failure> {
    let known = ["scholarship", "sponsorship", "correction"];
    let wanted = text.to_lowercase();
    if known.contains(&wanted.as_str()) {
        return Ok(wanted.into());
    }
    Err(Failure::mend(format!("--kind: `{text}` is not a kind of adjustment"))
        .hint("there are `scholarship`, `sponsorship` and `correction`"))
}

fn facets(texts: &[String]) -> Result<Value, Failure> {
    // "larger systems" is how people say `larger_systems`.
    let each = texts.iter().map(|text| {
        let facet = text.trim().to_lowercase().replace(' ', "_");
        Facet::new(facet)
            .map(|facet| Value::from(facet.as_str()))
            .map_err(|why| Failure::mend(format!("--facet: {why}")))
    });
    Ok(set(&each.collect::<Result<Vec<_>, Failure>>()?))
}

/// Makes a set of names: in order, each once, as the body spells it.
fn set(names: &[Value]) -> Value {
    let names: std::collections::BTreeSet<String> =
        names.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    names.into_iter().collect()
}

/// Refuses a session that ends before it begins.
fn ends_after_it_began(said: &Said, body: &Body) -> Result<(), Failure> {
    let at = |key: &str| -> Option<Instant> { body.get(key)?.as_str()?.parse().ok() };
    let (Some(from), Some(to)) = (at("from"), at("to")) else { return Ok(()) };
    let told = |field| said.one(field).map_or_else(String::new, |text| format!(" {text}"));
    times::in_order((&told(Field::From), from), (&told(Field::To), to))
        .map_err(|failure| failure.hint("say when the session began and when it ended"))
}
