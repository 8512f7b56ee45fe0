//! Deciding whose a row is that was left in the queue.

use cairn_domain::{Instant, Position, PractitionerId};
use cairn_eventlog::Log;

use crate::failure::Failure;
use crate::find;
use crate::import::decided::{Decided, Outcome, Resolved};
use crate::import::devices::of_a_person;
use crate::import::directory::{How, Owner};
use crate::import::intake::{Intake, Status, Taken};
use crate::import::queue::{self, Entry, Fate};
use crate::import::remember::remember;
use crate::import::{Ground, Request};
use crate::people::Who;
use crate::record::{Fresh, open, text};

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The rows, by their numbers; none with [`Whose::Known`].
    pub rows: Vec<Position>,
    /// Whose they are.
    pub whose: Whose,
    /// Whether the name or the address that the row shows is theirs in later files, too.
    pub remember: bool,
    /// The cohort, if it was named.
    pub cohort: Option<String>,
    /// Who decides.
    pub by: String,
}

/// Whose rows are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Somebody's who is on record, by any name that finds them.
    Of(String),
    /// Somebody's who is not on record yet: the name, and the address if there is one.
    New(String, Option<String>),
    /// Nobody's.
    Nobody,
    /// Whoever is known by now: by an address that came on record, or a name that was confirmed.
    Known,
}

/// Works out what follows from a decision; nothing is recorded.
///
/// # Errors
/// A number that is no row which waits; nobody, or several, of that name; a name to be remembered that is a device's, or
/// that others have; a claim that contradicts what is on record of the person.
pub fn resolve(
    log: &dyn Log,
    now: Instant,
    wish: &Resolution,
    fresh: &mut dyn Fresh,
) -> Result<Decided, Failure> {
    text::line("by", &wish.by, text::EMAIL)?;
    let ledger = open(log, now)?;
    let cohort = find::cohort(&ledger, wish.cohort.as_deref())?;
    let rules = ledger.rules(&cohort)?;
    let entries = queue::read(&ledger, &cohort)?;
    let chosen = chosen(&entries, wish)?;
    let request = Request::by(&wish.by);
    let ground = Ground {
        ledger: &ledger,
        rules: &rules,
        cohort: &cohort,
        session: None,
        wish: &request,
        now,
    };
    let mut intake = Intake::begin(&ground, fresh)?;
    let record = match &wish.whose {
        Whose::Of(text) => Some(find::one(&ledger, text)?),
        Whose::New(name, email) => {
            Some(newcomer(&mut intake, chosen.first().copied(), name, email.as_deref())?)
        }
        Whose::Nobody | Whose::Known => None,
    };
    let mut rows = Vec::new();
    for entry in chosen {
        if let Some(outcome) = decide(&mut intake, entry, (wish, record))? {
            rows.push(outcome);
        }
    }
    let count = match rows.len() {
        0 => "no row".to_owned(),
        1 => "1 row".to_owned(),
        many => format!("{many} rows"),
    };
    let words =
        format!("{count} would be decided (dry run)").replacen("1 row were", "1 row was", 1);
    let report = Resolved {
        schema: "cairn.import-resolved/1",
        log: log.about().origin.clone(),
        recorded: false,
        rows,
        words,
    };
    Ok(Decided { drafts: intake.drafts()?, now, report })
}

/// Returns the rows that are meant.
fn chosen<'e>(entries: &'e [Entry], wish: &Resolution) -> Result<Vec<&'e Entry>, Failure> {
    if wish.whose == Whose::Known {
        return Ok(entries.iter().filter(|entry| entry.fate == Fate::Open).collect());
    }
    if wish.rows.is_empty() {
        return Err(Failure::mend("no row is named").hint(
            "name it by its number in `cairn import queue`, such as `cairn import resolve 120`",
        ));
    }
    let mut chosen: Vec<&Entry> = Vec::new();
    for number in &wish.rows {
        let entry = entries.iter().find(|entry| entry.position == *number).ok_or_else(|| {
            Failure::mend(format!("#{number} is no row that waits to be decided"))
                .hint("`cairn import queue` lists them")
        })?;
        let (done, what) = match entry.fate {
            Fate::Open => {
                if !chosen.iter().any(|each| each.position == *number) {
                    chosen.push(entry);
                }
                continue;
            }
            Fate::Whose(_, position) => (position, "whose it is"),
            Fate::Nobodys(position) => (position, "that it is nobody's"),
        };
        return Err(Failure::refused(format!("#{number} is decided already"))
            .because(format!("#{done} says {what}"))
            .hint(format!(
                "`cairn void {done} --reason \"…\"` takes that back, and it waits again"
            )));
    }
    Ok(chosen)
}

/// Begins a record for somebody, unless they may be there already.
fn newcomer(
    intake: &mut Intake<'_>,
    entry: Option<&Entry>,
    name: &str,
    email: Option<&str>,
) -> Result<PractitionerId, Failure> {
    let name = text::line("name", name, text::NAME)?;
    let email = email.map(text::email).transpose()?;
    let known = match intake.directory.owner((name, Some(name)), email, false) {
        Owner::One(place, _) => intake.directory.person(place).map(|person| vec![person.who()]),
        Owner::Unknown(..) => {
            let alike = intake.directory.candidates(name);
            let same = alike.into_iter().filter(|each| each.why != "a similar name");
            Some(same.map(|each| each.who).collect::<Vec<_>>()).filter(|same| !same.is_empty())
        }
    };
    if let Some(known) = known {
        let failure = Failure::mend(format!("`{name}` may be on record already"));
        let failure = known.iter().fold(failure, |failure, who| {
            failure.listing(format!("{}  {}", who.called(), who.emails.join(", ")))
        });
        return Err(failure
            .hint("if it is one of these, say so with `--to`")
            .hint("if it is somebody else, `cairn record identified --name … --new` begins a record first"));
    }
    let Some(entry) = entry else { return Err(Failure::mend("no row is named")) };
    intake.welcome_as(name, email, &entry.claimed, &entry.origin)
}

/// Decides one row.
fn decide(
    intake: &mut Intake<'_>,
    entry: &Entry,
    (wish, record): (&Resolution, Option<PractitionerId>),
) -> Result<Option<Outcome>, Failure> {
    let Entry { position, id, claimed, origin, .. } = entry;
    let shown = match &claimed.email {
        Some(email) if *email != claimed.shown => format!("{} <{email}>", claimed.shown),
        _ => claimed.shown.clone(),
    };
    let outcome = |who, outcome: String| Outcome { number: *position, shown, who, outcome };
    if wish.whose == Whose::Nobody {
        intake.resolve(*id, None, origin)?;
        return Ok(Some(outcome(None, "nobody's".to_owned())));
    }
    let (place, record, how) = if let Some(record) = record {
        let place = intake.directory.of_record(record);
        let place = place.ok_or_else(|| Failure::damaged("a record cannot be read again"))?;
        (place, record, How::Decided)
    } else {
        let names = (claimed.shown.as_str(), of_a_person(&claimed.shown));
        let email = claimed.email.as_deref();
        let Owner::One(place, how) = intake.directory.owner(names, email, false) else {
            return Ok(None);
        };
        let Some(person) = intake.directory.person(place) else { return Ok(None) };
        let record = intake.directory.record(person, email);
        // Whose it is was never in doubt: without times, two sums of minutes cannot be added up, and people must say.
        let another = intake.directory.shows_another(place, claimed);
        if another || claimed.ordinal > 1 || intake.lasted_otherwise(record, claimed, origin)? {
            return Ok(None);
        }
        (place, record, how)
    };
    let taken = intake.propose(place, (record, how), claimed, origin)?;
    if let Taken::Of { place: other, position: Some(at), .. } = &taken
        && *other != place
    {
        if wish.whose == Whose::Known {
            return Ok(Some(outcome(
                None,
                format!("not decided: #{at} says that it is somebody else's"),
            )));
        }
        let whose = intake.directory.person(*other).map(|person| person.who().called());
        let whose = whose.unwrap_or_default();
        return Err(Failure::refused(format!("#{position} is on record as {whose}'s"))
            .because(format!("#{at} says so, by the provider's identity of it"))
            .hint(format!(
                "`--to` {whose} settles the row; or void #{at} first, and say it again"
            )));
    }
    let who = intake.directory.person(place).map(crate::people::Person::who);
    let called = who.as_ref().map(Who::called).unwrap_or_default();
    let said = match taken {
        Taken::Of { status: Status::New, .. } => "recorded".to_owned(),
        Taken::Of { status: Status::Again, .. } => "recorded with another row".to_owned(),
        Taken::Of { status: Status::Known, position: Some(at), .. } => {
            format!("on record already, in #{at}")
        }
        Taken::Of { status: Status::Amends, position: Some(at), .. } => format!("amends #{at}"),
        Taken::Of { position: Some(at), .. } if wish.whose == Whose::Known => {
            return Ok(Some(outcome(
                who,
                format!("not decided: #{at} says otherwise, or was taken back"),
            )));
        }
        Taken::Of { position: Some(at), .. } => {
            return Err(Failure::refused(format!("#{position} cannot be {called}'s as it stands"))
                .because(format!("#{at} says otherwise, or was taken back"))
                .hint(format!("look at #{at} with `cairn audit`; amend it, or void it, or say `--dismiss` of the row")));
        }
        _ if wish.whose == Whose::Known => {
            let why = "not decided: another row of theirs says how long they were there";
            return Ok(Some(outcome(who, why.to_owned())));
        }
        _ => {
            return Err(Failure::refused(format!("#{position} cannot be {called}'s as it stands"))
                .because("another row of theirs says how long they were there, and without times the two cannot be added up")
                .hint("say `--dismiss` of the row, and amend the event if it should say more"));
        }
    };
    intake.resolve(*id, Some(record), origin)?;
    let learned = if wish.remember { remember(intake, entry, place, record)? } else { None };
    let said = match learned {
        Some(alias) => format!("{said}; `{alias}` is theirs from now on"),
        None => said,
    };
    Ok(Some(outcome(who, said)))
}
