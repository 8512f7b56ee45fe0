//! Z6: the webinar attendee report, several tables in one file.

use super::cast::{CALLER, HOST, Member};
use super::clock::{Clock, Fine, minutes};
use super::evening::Stay;
use super::page::Page;
use super::report::{Export, NUMBER, spelled, there};
use super::{Says, Told};
use cairn_domain::Interval;

const ATTENDEE: [&str; 14] = [
    "Attended",
    "User Name (Original Name)",
    "First Name",
    "Last Name",
    "Email",
    "Phone",
    "Registration Time",
    "Approval Status",
    "Join Time",
    "Leave Time",
    "Time in Session (minutes)",
    "Is Guest",
    "What do you teach?",
    "Country/Region Name",
];

/// Writes the report of a meeting that was a webinar. Nobody waits before one.
pub(super) fn webinar(
    page: &mut Page,
    export: &Export<'_>,
    clock: Clock,
    cast: &[Member],
    padded: bool,
) {
    let open = clock.rounded(export.open());
    page.line(["Attendee Report"]);
    page.line(["Report Generated:".to_owned(), clock.write(open.to)]);
    page.line([
        "Topic",
        "Webinar ID",
        "Actual Start Time",
        "Actual Duration (minutes)",
        "# Registered",
        "# Cancelled",
        "Unique Viewers",
        "Total Users",
        "Max Concurrent Views",
    ]);
    page.line(
        ["Convening", NUMBER].map(str::to_owned).into_iter().chain([clock.write(open.from)]).chain(
            [minutes(open).to_string()]
                .into_iter()
                .chain(["3", "0", "2", "4", "3"].map(str::to_owned)),
        ),
    );
    let of = |wanted: fn(&Stay) -> bool| {
        let all = export.stays.iter().filter(|(stay, _)| !stay.waiting);
        all.filter(move |(stay, _)| wanted(stay))
    };
    page.line(["Host Details"]);
    page.line([
        "Attended",
        "User Name (Original Name)",
        "Email",
        "Join Time",
        "Leave Time",
        "Time in Session (minutes)",
        "Is Guest",
        "Country/Region Name",
    ]);
    for (stay, seen) in of(|stay| stay.shown == HOST) {
        let (times, told) = times(clock, stay, *seen, export.part.session);
        let cells = ["Yes".to_owned(), stay.shown.clone(), spelled(stay)].into_iter().chain(times);
        page.row(cells.chain(["No", "Canada"].map(str::to_owned)).collect(), told);
    }
    page.line(["Attendee Details"]);
    page.line(ATTENDEE);
    for (stay, seen) in of(|stay| stay.shown != HOST && stay.shown != CALLER) {
        attendee(page, clock, (stay, *seen), export.part.session);
    }
    absent(page, export, cast);
    page.line(["Other Attended"]);
    page.line([
        "User Name",
        "Join Time",
        "Leave Time",
        "Time in Session (minutes)",
        "Country/Region Name",
    ]);
    for (stay, seen) in of(|stay| stay.shown == CALLER) {
        // Callers are counted by minutes, however exact the rest is.
        let clock =
            if clock.fine == Fine::Seconds { Clock { fine: Fine::Down, ..clock } } else { clock };
        let (times, told) = times(clock, stay, *seen, export.part.session);
        let cells = std::iter::once(stay.shown.clone()).chain(times);
        page.row(cells.chain(["Canada".to_owned()]).collect(), told);
    }
    if padded {
        page.pad();
    }
}

/// Returns when somebody joined and left and for how many minutes, as cells, and what that tells.
fn times(clock: Clock, stay: &Stay, seen: Interval, session: usize) -> ([String; 3], Told) {
    let told = clock.rounded(seen);
    let cells = [clock.write(told.from), clock.write(told.to), minutes(seen).to_string()];
    (cells, there(stay, session, told))
}

fn attendee(page: &mut Page, clock: Clock, (stay, seen): (&Stay, Interval), session: usize) {
    let (times, told) = times(clock, stay, seen, session);
    let blank = String::new;
    let before = [
        "Yes".to_owned(),
        stay.shown.clone(),
        blank(),
        blank(),
        spelled(stay),
        blank(),
        "NA".to_owned(),
        "approved".to_owned(),
    ];
    let after = ["No", "Music", "Canada"].map(str::to_owned);
    page.row(before.into_iter().chain(times).chain(after).collect(), told);
}

/// Writes a row for everybody who had registered and did not come.
fn absent(page: &mut Page, export: &Export<'_>, cast: &[Member]) {
    for (who, member) in cast.iter().enumerate() {
        let came = export.stays.iter().any(|(stay, _)| stay.who == who);
        let Some(email) = member.emails.first().filter(|_| !came) else { continue };
        let mut cells = vec!["No".to_owned(), member.name.clone(), String::new(), String::new()];
        cells.extend([email.clone(), String::new(), "NA".to_owned(), "approved".to_owned()]);
        cells.extend(["--", "--", "--", "--", "", ""].map(str::to_owned));
        let (shown, email) = (Some(member.name.clone()), Some(email.clone()));
        page.row(cells, Told { line: 0, who, shown, email, says: Says::Nothing });
    }
}
