//! Which files staff have of a term: full exports, early ones, and ones that overlap.

use cairn_domain::SessionId;
use chrono::TimeDelta;
use chrono_tz::Tz;

use super::bytes::dress;
use super::clock::{Clock, Fine, clock};
use super::evening::Part;
use super::history::{Age, history};
use super::page::Page;
use super::report::{Export, segments, tails, unique, with_meeting};
use super::webinar::webinar;
use super::words::{OLD, words};
use super::{File, HOME, Kind, Term, Told, forms};
use crate::dice::Dice;

/// Files that staff import together, and what they say of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// Places among the files.
    pub files: Vec<usize>,
    /// The zone of their times.
    pub zone: Tz,
    /// The session, where the files do not say when their meeting was, or that is not near the session's beginning.
    pub session: Option<SessionId>,
}

/// The forms of report about one meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Segments,
    Unique,
    WithMeeting,
    History,
    Webinar,
}

/// Writes the files of a term.
pub(super) fn export(dice: &mut Dice, term: &mut Term) {
    for session in 0..term.sessions.len() {
        let parts = of_session(term, session);
        for _ in 0..*dice.pick(&[1, 1, 2]) {
            evening(dice, term, &parts);
        }
    }
    if dice.chance(30) {
        account(dice, term);
    }
    if dice.chance(70) && !term.payments.is_empty() {
        payments(dice, term);
    }
    if dice.chance(70) && !term.reflections.is_empty() {
        reflections(dice, term);
    }
    join_bundles(dice, term);
}

fn of_session(term: &Term, session: usize) -> Vec<usize> {
    let parts = term.parts.iter().enumerate();
    parts.filter(|(_, part)| part.session == session).map(|(place, _)| place).collect()
}

/// Writes one export of an evening; sometimes somebody else had made an early one of the same kind before.
fn evening(dice: &mut Dice, term: &mut Term, parts: &[usize]) {
    let several = parts.len() > 1;
    let form = match dice.below(6) {
        0 => Form::Segments,
        1 if !several => Form::Unique,
        2 => Form::History,
        3 => Form::Webinar,
        _ => Form::WithMeeting,
    };
    let clock = look(dice, form);
    let early = dice.chance(35).then(|| look(dice, form)).map(|early| {
        // The exporter is another one, in another place; but times are as exact, or they would be others.
        Clock { fine: clock.fine, ..early }
    });
    let mut whole = Vec::new();
    for part in parts {
        let full = (*part, None);
        whole.push(report(dice, term, form, clock, full));
    }
    if let (Some(early), Some((part, full))) = (early, parts.last().zip(whole.last().copied())) {
        let open = term.parts[*part].open;
        let cut = open.from + TimeDelta::seconds(dice.within(60, open.length().num_seconds() - 1));
        let made = report(dice, term, form, early, (*part, Some(cut)));
        let rest: Vec<usize> = whole.iter().take(whole.len() - 1).copied().collect();
        if term.files[made].rows.is_empty() {
            term.files.truncate(made);
        } else {
            term.files[made].superset = Some(full);
            bundle(term, form, early.zone, (parts, &rest, made));
        }
    }
    if !several || matches!(form, Form::WithMeeting | Form::History) {
        let (last, rest) = (whole[whole.len() - 1], &whole[..whole.len() - 1]);
        bundle(term, form, clock.zone, (parts, rest, last));
    } else {
        for (part, file) in parts.iter().zip(whole) {
            bundle(term, form, clock.zone, (&[*part], &[], file));
        }
    }
}

/// Puts a file, with those of the meeting that broke off before, into one import; says of what nobody could tell.
fn bundle(term: &mut Term, form: Form, zone: Tz, (parts, rest, file): (&[usize], &[usize], usize)) {
    let part: &Part = &term.parts[parts[parts.len() - 1]];
    let session = &term.sessions[part.session];
    let rows = term.files[file].rows.iter();
    let first = rows.filter_map(Told::joined).min();
    let began = if form == Form::Segments { first } else { Some(part.open.from) };
    let late = began.is_none_or(|began| {
        let after = began - session.window.from;
        after > TimeDelta::minutes(14) || after < TimeDelta::minutes(-19)
    });
    // A restarted meeting is found by the one that broke off, if both came with their number, their start and their end, and are
    // told by one clock.
    let found = part.again
        && matches!(form, Form::WithMeeting | Form::History)
        && !rest.is_empty()
        && rest.iter().all(|other| term.files[*other].zone == zone);
    let named = form == Form::Unique || (late && !found);
    let session = named.then(|| session.id.clone());
    let files = if found { rest.iter().copied().chain([file]).collect() } else { vec![file] };
    if found || rest.is_empty() {
        term.bundles.push(Bundle { files, zone, session });
        return;
    }
    let others = rest.to_vec();
    term.bundles.push(Bundle { files, zone, session });
    for other in others {
        let zone = term.files[other].zone;
        let already = term.bundles.iter().any(|bundle| bundle.files.contains(&other));
        if !already {
            term.bundles.push(Bundle { files: vec![other], zone, session: None });
        }
    }
}

fn look(dice: &mut Dice, form: Form) -> Clock {
    let clock = clock(dice);
    Clock { in_words: form == Form::Webinar && dice.chance(50), ..clock }
}

/// Writes a report of one meeting, early or in full.
fn report(
    dice: &mut Dice,
    term: &mut Term,
    form: Form,
    clock: Clock,
    (place, early): (usize, Option<cairn_domain::Instant>),
) -> usize {
    let part = &term.parts[place];
    let at = early.unwrap_or(part.open.to + TimeDelta::hours(1));
    let export = Export::of((place, part), &term.stays, at, early.is_none() || dice.chance(50));
    let mut page = Page::default();
    match form {
        Form::Segments => segments(&mut page, &export, (clock, words(dice), tails(dice))),
        Form::Unique => {
            let with_guest = dice.chance(50);
            unique(&mut page, &export, words(dice), with_guest);
        }
        Form::WithMeeting => {
            let words = words(dice);
            with_meeting(&mut page, &export, (clock, words, tails(dice)));
            if *words != OLD && dice.chance(20) {
                // The line with which a report ends says nothing of anybody.
                page.row(vec!["Zoom Report".to_owned()], Told::nobody());
            }
        }
        Form::History => history(&mut page, &[export], clock, age(dice)),
        Form::Webinar => webinar(&mut page, &export, clock, &term.cast, dice.chance(50)),
    }
    file(dice, term, page, (Kind::Meeting, clock))
}

fn age(dice: &mut Dice) -> Age {
    if dice.chance(50) { Age::Old } else { Age::New }
}

/// Writes the history of the account: every meeting of the term.
fn account(dice: &mut Dice, term: &mut Term) {
    let clock = look(dice, Form::History);
    let exports: Vec<Export<'_>> = term
        .parts
        .iter()
        .enumerate()
        .map(|(place, part)| {
            Export::of((place, part), &term.stays, part.open.to + TimeDelta::hours(1), true)
        })
        .collect();
    let mut page = Page::default();
    history(&mut page, &exports, clock, age(dice));
    let made = file(dice, term, page, (Kind::Meeting, clock));
    term.bundles.push(Bundle { files: vec![made], zone: clock.zone, session: None });
}

fn payments(dice: &mut Dice, term: &mut Term) {
    let clock = Clock { zone: HOME, ..clock(dice) };
    let write = |dice: &mut Dice, term: &mut Term, count: usize, early: bool| {
        let mut page = Page::default();
        forms::stripe(&mut page, &term.payments[..count], early);
        let made = file(dice, term, page, (Kind::Payments, clock));
        term.bundles.push(Bundle { files: vec![made], zone: HOME, session: None });
        made
    };
    let all = term.payments.len();
    let full = write(dice, term, all, false);
    if dice.chance(50) {
        let some = dice.within(1, i64::try_from(all).unwrap_or(1));
        let early = write(dice, term, usize::try_from(some).unwrap_or(1), true);
        term.files[early].superset = Some(full);
    }
}

fn reflections(dice: &mut Dice, term: &mut Term) {
    let clock = Clock { fine: Fine::Seconds, ..clock(dice) };
    let write = |dice: &mut Dice, term: &mut Term, count: usize| {
        let mut page = Page::default();
        forms::sheet(&mut page, &term.reflections[..count], &term.sessions, clock);
        let made = file(dice, term, page, (Kind::Reflections, clock));
        term.bundles.push(Bundle { files: vec![made], zone: clock.zone, session: None });
        made
    };
    let all = term.reflections.len();
    let full = write(dice, term, all);
    if dice.chance(50) {
        let some = dice.within(1, i64::try_from(all).unwrap_or(1));
        let early = write(dice, term, usize::try_from(some).unwrap_or(1));
        term.files[early].superset = Some(full);
    }
}

/// Makes a file of a page.
fn file(dice: &mut Dice, term: &mut Term, page: Page, (kind, clock): (Kind, Clock)) -> usize {
    let name = format!("file-{}.csv", term.files.len() + 1);
    let bytes = page.bytes(dress(dice, kind == Kind::Meeting));
    let (day_first, zone) = (clock.day_first, clock.zone);
    term.add(File { name, bytes, kind, day_first, zone, superset: None, rows: page.rows })
}

/// Lets staff import some files at once that could come one by one.
fn join_bundles(dice: &mut Dice, term: &mut Term) {
    let mut kept: Vec<Bundle> = Vec::new();
    for bundle in std::mem::take(&mut term.bundles) {
        let bytes = |bundle: &Bundle| -> Vec<&[u8]> {
            bundle.files.iter().map(|file| term.files[*file].bytes.as_slice()).collect()
        };
        // One file under two names is refused, as it should be.
        let fits = |other: &&mut Bundle| {
            let same = bundle.session.is_none() && other.session.is_none();
            same && other.zone == bundle.zone
                && bytes(other).iter().all(|those| !bytes(&bundle).contains(those))
        };
        match kept.iter_mut().find(fits) {
            Some(other) if dice.chance(30) => {
                other.files.extend(bundle.files);
            }
            _ => kept.push(bundle),
        }
    }
    term.bundles = kept;
}
