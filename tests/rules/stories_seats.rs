//! Who counts as having been there: excuses and make-ups in their order, waivers for a session, sessions held out of order, and
//! presence to the second.

use cairn_domain::assess::Against;
use cairn_domain::event::Mode;
use cairn_domain::policy::{
    ExcusedAbsence, Fraction, Lateness, LeastPresence, MakeUps, Need, Over, Requirement,
};
use cairn_domain::{Event, Policy, Presence};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{home_cohort, name};

fn attendance(change: impl FnOnce(&mut Requirement)) -> Policy {
    only("attendance", |rule| change(&mut rule.asks))
}

fn whole(session: &str) -> Happening {
    attended(session, Presence::Whole)
}

#[test]
fn room_for_make_ups_goes_to_absences_that_were_not_excused() {
    let told = given([
        excused("2025-09").on("2025-09-10"),
        made_up("2025-09").on("2025-09-20"),
        made_up("2025-10").on("2025-10-20"),
        whole("2025-11").on("2025-11-13"),
    ]);
    told.under(attendance(|_| {}))
        .then_cites("attendance", &[3, 4])
        .then_against("attendance", &[(2, Against::OverTheCap)]);
}

#[test]
fn where_none_can_be_made_up_for_a_make_up_is_over_the_cap() {
    let told = given([made_up("2025-09").on("2025-09-20")]);
    let none = attendance(|asks| {
        if let Requirement::Sessions { make_ups, .. } = asks {
            *make_ups = None;
        }
    });
    told.under(none)
        .then_cites("attendance", &[])
        .then_against("attendance", &[(1, Against::OverTheCap)]);
}

#[test]
fn where_the_cap_is_none_a_make_up_is_over_it_however_short() {
    let told = given([seen(Mode::MakeUp, 60).on("2025-09-20")]);
    let none = attendance(|asks| {
        if let Requirement::Sessions { make_ups, .. } = asks {
            *make_ups = Some(MakeUps { at_most: 0, by: None, within_days: None });
        }
    });
    told.under(none).then_against("attendance", &[(1, Against::OverTheCap)]);
}

#[test]
fn a_waiver_for_a_session_is_cited() {
    let told = given([waived("attendance", "committee").for_session("2025-09").on("2025-09-20")]);
    told.clone().under(attendance(|_| {})).then_cites("attendance", &[1]);
    let absences = Requirement::Absences {
        at_most: 1,
        over: Over::All,
        of: None,
        presence: LeastPresence::Minutes(60),
        late: None,
        excused: ExcusedAbsence::Counts,
    };
    told.under(asking([("attendance", absences)])).then_cites("attendance", &[1]);
    let filed = Requirement::Filings { need: 1, within_days: 21, each: [].into() };
    let told = given([
        waived("filed", "committee").for_session("2025-09").on("2025-09-20"),
        reflected("2025-10", ["self"]).on("2025-10-20"),
    ]);
    told.under(asking([("filed", filed)])).then_cites("filed", &[1, 2]);
}

#[test]
fn a_waiver_of_a_part_is_cited_by_the_whole_and_of_several_the_first() {
    let away = || done(cairn_domain::policy::Milestone::Retreat { days: 5, times: 1 });
    let told = given([
        waived("away", "committee").on("2025-09-01"),
        waived("away", "committee").on("2025-09-02"),
        retreat(3).on("2025-09-03"),
    ]);
    told.under(asking([("away", away()), ("far", away())])).then_cites("certify", &[1]);
}

fn in_a_row(over: Over) -> Policy {
    asking([(
        "absent",
        Requirement::Absences {
            at_most: 1,
            over,
            of: None,
            presence: LeastPresence::Minutes(60),
            late: None,
            excused: ExcusedAbsence::Counts,
        },
    )])
}

#[test]
fn sessions_are_in_a_row_as_they_were_held() {
    let told = given([whole("2025-10").on("2025-10-09")]).under(in_a_row(Over::InARow));
    told.clone().then("absent", "met", (1, 1));
    let moved = session_held("2025-09", "2025-10-20T23:00:00Z", "2025-10-21T02:00:00Z");
    told.while_the_cohort([moved.on("2025-10-20")]).then("absent", "out_of_reach", (2, 1));
}

#[test]
fn nobody_was_absent_from_what_did_not_take_place() {
    let cancelled =
        ["2025-09", "2025-10", "2025-11"].map(|id| session_cancelled(id).on("2025-09-01"));
    let told = given([admitted()]).under(in_a_row(Over::Days(30))).while_the_cohort(cancelled);
    told.then("absent", "met", (0, 1));
}

fn seen(mode: Mode, seconds: u32) -> Happening {
    let presence = Presence::Seconds(seconds);
    Event::Attended { cohort: home_cohort(), session: name("2025-09"), mode, presence }.into()
}

#[test]
fn a_make_up_that_is_too_short_is_no_part_of_a_session() {
    let told = given([seen(Mode::MakeUp, 60).on("2025-09-20")]).under(attendance(|_| {}));
    let short = Against::TooShort { there: 60, needed: 8_640, lasted: 0 };
    told.then_against("attendance", &[(1, short)]);
}

fn all_but(missed: u32, late: Option<u32>) -> Policy {
    attendance(|asks| {
        if let Requirement::Sessions { presence, .. } = asks {
            *presence = LeastPresence::AllBut { missed, late, early: None };
        }
    })
}

#[test]
fn whoever_was_there_for_all_but_what_may_be_missed_may_still_have_come_too_late() {
    let there = stays([("2025-09-11T23:10:00Z", "2025-09-12T02:00:00Z")]);
    let told = given([attended("2025-09", there).on("2025-09-11")]);
    told.clone().under(all_but(10, None)).then_cites("attendance", &[1]);
    let late = Against::CameLate { late: 600, allowed: 300 };
    told.under(all_but(10, Some(5))).then_against("attendance", &[(1, late)]);
}

#[test]
fn whoever_was_not_there_at_all_was_not_there_however_short_it_was() {
    let short = session_held("2025-09", "2025-09-11T23:00:00Z", "2025-09-11T23:10:00Z");
    let cohort = || short.clone().on("2025-09-11");
    let told = |seconds| given([seen(Mode::Live, seconds).on("2025-09-11")]);
    let none = Against::TooShort { there: 0, needed: 1, lasted: 600 };
    told(0)
        .under(all_but(15, None))
        .while_the_cohort([cohort()])
        .then_against("attendance", &[(1, none)]);
    told(1).under(all_but(15, None)).while_the_cohort([cohort()]).then_cites("attendance", &[1]);
}

/// The evening that was late is better made up for, and then there is no room for the other, which is excused anyway.
#[test]
fn a_make_up_is_spent_where_it_leaves_the_most() {
    let policy = attendance(|asks| {
        if let Requirement::Sessions { need, late, .. } = asks {
            *need = Need::Share(Fraction { of: 1, per: 1 });
            *late = Some(Lateness { after: 10, each: 1 });
        }
    });
    let late = stays([("2025-09-11T23:30:00Z", "2025-09-12T02:00:00Z")]);
    let told = given([
        attended("2025-09", late).on("2025-09-11"),
        made_up("2025-09").on("2025-09-20"),
        excused("2025-10").on("2025-10-08"),
        made_up("2025-10").on("2025-10-20"),
        whole("2025-11").on("2025-11-13"),
    ]);
    told.under(policy)
        .then("attendance", "met", (2, 2))
        .then_against("attendance", &[(4, Against::OverTheCap)]);
}
