//! How a forecast looks: for one person as a plan with dates, for a cohort as a table.

use cairn_ops::Asked;
use cairn_ops::asking::say_day;
use cairn_ops::forecast::{CohortForecast, Forecast, Prospect};
use cairn_ops::words;
use chrono::Datelike;

use crate::render::{Canvas, Draw, Table, Tone, answer, audit, cohort, remains};

impl Draw for Forecast {
    fn draw(&self, canvas: &mut Canvas) {
        if let Some(who) = &self.who {
            audit::person(who, canvas);
            canvas.line(&self.asked.words, 2);
            for each in &self.unjudged {
                canvas.gap();
                let head = format!("NO FORECAST for {}", each.cohort);
                canvas.toned(Tone::Bad, &head, &format!("   {}; {}", each.why, each.standing), 2);
            }
            if self.cohorts.is_empty() && self.unjudged.is_empty() {
                canvas.gap();
                let cohort = self.only.as_deref().unwrap_or("any cohort");
                canvas.line(&format!("Nothing was on record for {cohort}."), 0);
            }
            self.cohorts.iter().for_each(|each| of_person(each, canvas));
        } else {
            self.cohorts.iter().for_each(|each| of_cohort(each, &self.asked, canvas));
        }
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new([
            "stream",
            "name",
            "email",
            "cohort",
            "standing",
            "verdict",
            "outcome",
            "best_outcome",
            "next_day",
            "next",
            "latest_safe_day",
            "out_of_reach_since",
            "remains",
        ]);
        for each in &self.cohorts {
            for person in &each.people {
                table.row(row(each, person));
            }
        }
        Some(table)
    }
}

fn row(each: &CohortForecast, person: &Prospect) -> [String; 13] {
    let remains = person.remains.as_ref();
    let latest = remains.and_then(|remains| remains.latest.as_ref());
    let id = |outcome: &cairn_ops::lines::OutcomeLine| outcome.id.clone();
    [
        person.who.stream.clone(),
        person.who.name.clone().unwrap_or_default(),
        person.who.emails.first().cloned().unwrap_or_default(),
        each.cohort.clone(),
        person.standing.to_owned(),
        person.verdict.to_owned(),
        person.outcome.as_ref().map(id).unwrap_or_default(),
        person.best_outcome.as_ref().map(id).unwrap_or_default(),
        person.next.as_ref().map(|next| next.day.to_string()).unwrap_or_default(),
        person.next.as_ref().map(|next| next.what.clone()).unwrap_or_default(),
        latest.map(|latest| latest.day.to_string()).unwrap_or_default(),
        person.since.as_ref().map(|since| instant(since.at)).unwrap_or_default(),
        remains.map(|remains| remains.words.clone()).unwrap_or_default(),
    ]
}

fn instant(at: cairn_domain::Instant) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

fn of_person(each: &CohortForecast, canvas: &mut Canvas) {
    canvas.gap();
    canvas.line(&format!("{} · policy version {}", each.policy.title, each.policy.version), 2);
    for person in &each.people {
        canvas.gap();
        let (word, tone) = answer::verdict(person.verdict, person.certificate.as_ref());
        canvas.toned(tone, &word, "", 2);
        if let Some(certificate) = &person.certificate {
            canvas.line(&format!("Certificate: {}", certificate.words), 2);
        }
        answer::outcomes(person.outcome.as_ref(), person.best_outcome.as_ref(), canvas);
        if let Some(since) = &person.since {
            canvas.line(&format!("Out of reach {}", since.words), 2);
        }
        let own = person.own_zone.as_ref().filter(|own| **own != each.zone);
        let cities = own.map(|own| (words::city(&each.zone), words::city(own)));
        if let Some(remains) = &person.remains {
            remains::in_full(remains, cities.as_ref(), canvas);
            if let Some((here, there)) = &cities {
                canvas.line(
                    &format!("Days are the programme's, in {here}; they live in {there}."),
                    2,
                );
            }
        }
        if let (None, Some(late)) = (&person.remains, &person.overdue) {
            canvas.line(&format!("{}.", late.words), 2);
        }
        requirements(person, canvas);
    }
}

fn requirements(person: &Prospect, canvas: &mut Canvas) {
    if person.requirements.is_empty() {
        return;
    }
    canvas.gap();
    let headings = ["", "not met yet", "how far", "latest safe day"];
    let mut table = Table::new(headings).wraps(1).wraps(2).wraps(3);
    for each in &person.requirements {
        let (sign, word, _) = answer::status(each.status);
        let missed = match each.slack {
            Some(0) => "; none can be missed".to_owned(),
            Some(slack) => format!("; {slack} more can be missed"),
            None => String::new(),
        };
        let until = match (&each.latest, &each.since) {
            (Some(latest), _) => latest.words.clone(),
            (None, Some(since)) => format!("out of reach {}", since.words),
            (None, None) => match &each.overdue {
                Some(late) => format!("overdue since {}", say_day(late.since)),
                None => "no deadline".to_owned(),
            },
        };
        let said = format!("{word}: {}{missed}", each.words);
        table.row([sign.to_owned(), each.title.clone(), said, until]);
    }
    canvas.grid(&table, 0);
    if person.requirements.iter().any(|each| each.since.is_some()) {
        canvas.line("Out of reach means: without a waiver or correction.", 0);
    }
}

fn of_cohort(each: &CohortForecast, asked: &Asked, canvas: &mut Canvas) {
    let version = format!(" · policy version {}", each.policy.version);
    canvas.toned(Tone::Strong, &each.policy.title, &version, 2);
    canvas.line(&asked.words, 2);
    canvas.gap();
    let headings = ["name", "verdict", "safe until", "next", "what remains"];
    let mut table = Table::new(headings).wraps(0).wraps(4);
    // The year goes without saying where it is the one that the answer speaks from.
    let year = asked.as_of.year();
    let day = |day: chrono::NaiveDate| {
        let form = if day.year() == year { "%-d %b" } else { "%-d %b %Y" };
        day.format(form).to_string()
    };
    for person in &each.people {
        let remains = person.remains.as_ref();
        let latest = remains.map(|remains| {
            remains.latest.as_ref().map_or_else(|| "–".to_owned(), |latest| day(latest.day))
        });
        table.row([
            person.who.called(),
            cohort::verdict(person.verdict, person.certificate.as_ref()),
            latest.unwrap_or_default(),
            person.next.as_ref().map(|next| day(next.day)).unwrap_or_default(),
            said(person),
        ]);
    }
    canvas.grid(&table, 0);
    canvas.gap();
    canvas.line(
        "Safe until: the last day on which it can still come, if nothing is done until then (–: no deadline). Next: the first deadline of what remains, or since when a payment is overdue. Whoever must act first stands first. `cairn forecast NAME` has the dates.",
        2,
    );
    cohort::unjudged(&each.unjudged, canvas);
}

/// Says what remains, or what there is instead.
fn said(person: &Prospect) -> String {
    let outcome = person.best_outcome.as_ref().map(|best| format!("at best: {}", best.title));
    let remains = match (&person.remains, &person.since) {
        (Some(remains), _) => {
            let tasks = remains.plan.iter().map(|task| task.brief.as_str());
            Some(tasks.collect::<Vec<_>>().join(", "))
        }
        (None, Some(since)) => Some(format!("out of reach {}", since.words)),
        (None, None) => person.certificate.as_ref().map(|it| format!("certificate {}", it.words)),
    };
    let late = person.overdue.as_ref().filter(|_| person.remains.is_none());
    let late = late.map(|late| late.words.clone());
    let best = outcome.filter(|_| person.verdict == "out_of_reach");
    remains.into_iter().chain(late).chain(best).collect::<Vec<_>>().join("; ")
}
