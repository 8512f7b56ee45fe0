//! How it can end, if not only with a certificate; and for how long a certificate holds.

use cairn_domain::assess::Holds;
use cairn_domain::policy::MonthEnd::LastDay;
use cairn_domain::policy::{Ending, Milestone, Validity};
use cairn_domain::{Policy, State};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, name};

/// A project for the certificate, a retreat for having attended, and nothing for having left.
fn graded() -> Policy {
    let project = done(Milestone::Submitted(name("project")));
    let away = done(Milestone::Retreat { days: 5, times: 1 });
    let mut policy = asking([("project", project), ("away", away)]);
    policy.outcomes = [("certified", Some("certify")), ("attended", Some("away")), ("left", None)]
        .map(|(id, needs)| Ending { id: name(id), title: id.to_owned(), needs: needs.map(name) })
        .into();
    policy
}

fn outcomes(story: &Story) -> [Option<String>; 2] {
    let found = story.assessment();
    [found.outcome, found.best_outcome].map(|id| id.map(|id| id.to_string()))
}

#[test]
fn who_is_not_certified_may_still_have_attended() {
    let told = given([retreat(5).on("2025-09-20")]).under(graded());
    let said = |met: &str, best: &str| [met, best].map(|id| Some(id.to_owned()));
    assert_eq!(outcomes(&told.clone().as_of("2025-12-01")), said("attended", "certified"));
    assert_eq!(outcomes(&told.clone()), said("attended", "attended"));
    let done = told.and([submitted().on("2025-10-01")]);
    assert_eq!(outcomes(&done), said("certified", "certified"));
    assert_eq!(outcomes(&given([]).under(graded())), said("left", "left"));
    assert_eq!(outcomes(&given([])), [None, None], "no outcomes are named");
}

#[test]
fn a_certificate_holds_lapses_and_expires_and_stays_one_all_the_while() {
    let mut policy = asking([("away", done(Milestone::Retreat { days: 5, times: 1 }))]);
    policy.certificate =
        Some(Validity { valid_for: months(2, LastDay), renewable_for: Some(months(1, LastDay)) });
    let told = given([applied(), admitted(), retreat(5), certified().on("2025-12-31")]);
    let told = told.under(policy);
    for (day, holds) in [
        ("2026-02-28", Holds::Valid),
        ("2026-03-01", Holds::Lapsed),
        ("2026-03-28", Holds::Lapsed),
        ("2026-03-29", Holds::Expired),
    ] {
        let told = told.clone().as_of(day).then_stands(State::Certified).then_verdict("certified");
        let found = told.assessment().certificate.unwrap();
        assert_eq!((found.holds, found.decided.position), (holds, 4), "{day}");
        assert_eq!(found.expires, at("2026-03-01T05:00:00Z"));
        assert_eq!(found.renewable_until, at("2026-03-29T04:00:00Z"));
    }
}

#[test]
fn a_certificate_that_nothing_limits_holds_for_good() {
    let told = given([applied(), admitted(), certified()]);
    assert_eq!(told.assessment().certificate, None);
}
