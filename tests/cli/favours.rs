//! Waivers and extensions as staff and committee meet them; and events that only a second version can say.

use crate::ahead::north;
use crate::record::words;
use crate::support::{Desk, unwrapped};

/// Each line with what is said to it.
const REFUSED: [(i32, &str, &str); 9] = [
    (
        3,
        "extended ada --requirement paper --to 2026-09-30 --authority staff",
        "because the last day of `paper` is 2026-09-30 already, and 2026-09-30 is not later",
    ),
    (
        3,
        "extended ada --requirement paper --to 2026-10-30 --authority committee",
        "because the policy lets only `staff` move its last day, not `committee`",
    ),
    (
        3,
        "extended ada --requirement tuition --to 2026-10-30 --authority staff",
        "because the policy lets nobody move its last day",
    ),
    (
        3,
        "extended ada --requirement papers --to 2026-10-30 --authority staff",
        "because the policy has no requirement `papers`; it has `certificate`, ",
    ),
    (
        3,
        "extended ada --requirement paper --to 2026-10-30 --session call-01 --authority staff",
        "because `paper` is not asked session by session",
    ),
    (
        2,
        "extended ada --requirement paper --to soon --authority staff",
        "error: --to: `soon` is not a day",
    ),
    (
        3,
        "waived ada --requirement calls --session call-03 --authority committee --granted-by a@example.org",
        "because the policy lets `calls` be waived by 2 people together, and 1 is named",
    ),
    (
        3,
        "waived ada --requirement calls --session call-09 --authority committee --granted-by a@example.org",
        "because `calls` asks for no session `call-09`; it asks for `call-01`, ",
    ),
    (
        2,
        "waived ada --requirement calls --authority committee --until 2025-01-01 --granted-by a --granted-by b",
        "error: --until: Wed 1 Jan 2025 is over before the waiver is granted",
    ),
];

fn args(line: &str) -> Vec<&str> {
    std::iter::once("record").chain(words(line)).collect()
}

#[test]
fn a_favour_that_the_policy_does_not_provide_for_is_refused() {
    let desk = north::begun();
    for (code, line, says) in REFUSED {
        let said = unwrapped(&desk.refused(code, &args(line)));
        assert!(said.contains(says), "{line}\n{said}");
    }
}

#[test]
fn a_favour_is_shown_beside_what_it_favours() {
    let desk = north::begun();
    north::record(
        &desk,
        "extended ada --requirement paper --to 2026-10-30 --authority staff --on 2026-03-01",
    );
    north::record(
        &desk,
        "waived ada --requirement calls --session call-03 --authority committee --granted-by a@example.org \
         --granted-by b@example.org --until 2026-12-01 --on 2026-04-01",
    );
    let audit = unwrapped(&desk.ok(&["audit", "ada", "--as-of", "2026-04-10"]));
    assert!(audit.contains("extended to Fri 30 Oct 2026, by the staff, #16"), "{audit}");
    assert!(audit.contains("latest safe day: Fri 30 Oct 2026"), "{audit}");
    assert!(audit.contains("at risk, 1 more can be missed; 3 of 6 sessions ["), "{audit}");
    let why = unwrapped(&desk.ok(&["why", "ada", "calls", "--as-of", "2026-04-10"]));
    assert!(why.contains("calls for call-03 waived by the committee,"), "{why}");
}

#[test]
fn an_event_is_written_in_the_least_version_that_can_say_it() {
    let desk = north::begun();
    let version = |desk: &Desk, line: &str| desk.json(&args(line))["event"]["version"].clone();
    let plain = "reviewed ada --item paper --reviewer m@example.org --accepted";
    assert_eq!(version(&desk, plain), 1);
    assert_eq!(version(&desk, &format!("{plain} --as mentor")), 2);
    // An amendment that needs a later version takes it.
    desk.ok(&["amend", "16", "--as", "outside", "--reason", "asked again"]);
    desk.ok(&["verify"]);
    let exported = desk.ok(&["export"]);
    let last = exported.lines().last().expect("a line");
    assert!(last.contains(r#""to":{"body":{"capacity":"outside""#), "{last}");
    assert!(last.contains(r#""type":"reviewed","version":2}"#), "{last}");
}

#[test]
fn amounts_that_cannot_be_read_are_refused_in_plain_words() {
    let desk = north::begun();
    for (line, says) in [
        (
            "logged ada --activity ethics",
            "`logged` needs one of `--minutes`, `--hours`, `--amount`",
        ),
        ("logged ada --activity ethics --hours 1.5", "--hours: `1.5` is not a length of time"),
        ("logged ada --activity ethics --amount 1.555", "--amount: `1.555` is not a number"),
        ("logged ada --activity ethics --amount 0", "--amount: `0` is nothing"),
        ("logged ada --activity Ethics --amount 1", "--activity: `Ethics` is not a"),
        ("examined ada --item written --score 51/50", "--score: 51 points are more than the 50"),
        ("judged ada --question readiness --judge m --as mentor", "`--granted`, `--denied`"),
    ] {
        let said = desk.refused(2, &args(line));
        assert!(said.contains(says), "{line}\n{said}");
    }
    let odd = desk.run(&args("logged ada --activity ethic --amount 1 --on 2026-02-01"));
    let odd = String::from_utf8(odd.stderr).expect("text");
    assert!(
        odd.contains("noted as odd: no requirement counts the activity ethic: there are"),
        "{odd}"
    );
}

#[test]
fn a_certificate_says_how_long_it_holds() {
    let desk = north::begun();
    north::WHAT_REMAINS.trim().lines().for_each(|line| north::record(&desk, line));
    north::record(&desk, "certified ada --on 2026-10-06");
    let certificate = |day: &str| {
        let audit = desk.json(&["audit", "ada", "--as-of", day]);
        let answer = &audit["cohorts"][0];
        assert_eq!(answer["verdict"], "certified", "it stays a certificate");
        answer["certificate"].clone()
    };
    let valid = certificate("2028-10-06");
    assert_eq!((&valid["holds"], &valid["valid_until"]), (&"valid".into(), &"2028-10-06".into()));
    assert_eq!(
        valid["words"],
        "valid until Fri 6 Oct 2028; it can be renewed until Sat 6 Oct 2029"
    );
    assert_eq!(certificate("2028-10-07")["holds"], "lapsed");
    assert_eq!(certificate("2029-10-07")["holds"], "expired");
    let text = unwrapped(&desk.ok(&["audit", "ada", "--as-of", "2029-10-07", "--brief"]));
    let says = "Certificate: expired on Fri 6 Oct 2028, and was not renewed in time";
    assert!(text.contains(says), "{text}");
}

/// Whoever reads a list of many people must not take an expired certificate for a good one.
#[test]
fn an_expired_certificate_is_nowhere_shown_as_a_good_one() {
    let desk = north::begun();
    north::WHAT_REMAINS.trim().lines().for_each(|line| north::record(&desk, line));
    north::record(&desk, "certified ada --on 2026-10-06");
    let says =
        |words: &[&str], day: &str| unwrapped(&desk.ok(&[words, &["--as-of", day]].concat()));
    let (good, lapsed) = ("2028-10-06", "2028-10-07");
    assert!(says(&["docket"], good).contains("DECIDED (1)"));
    let docket = says(&["docket"], lapsed);
    assert!(docket.contains("DECIDED (0)"), "{docket}");
    assert!(
        docket.contains(
            "EXPIRED (1) certified, and the certificate is no longer valid Ada Berg certificate \
             expired on Fri 6 Oct 2028; it can still be renewed until Sat 6 Oct 2029"
        ),
        "{docket}"
    );
    let late = says(&["docket"], "2029-10-07");
    assert!(late.contains("expired on Fri 6 Oct 2028, and was not renewed in time"), "{late}");
    let forecast = says(&["forecast", "--cohort", "north-2026"], lapsed);
    assert!(forecast.contains("certified, expired certificate expired"), "{forecast}");
    let one = says(&["forecast", "ada"], lapsed);
    assert!(one.contains("the certificate has expired Certificate: expired on Fri"), "{one}");
    let cohort = says(&["cohort", "north-2026"], lapsed);
    assert!(cohort.contains("certified, expired"), "{cohort}");
    let table = desk.ok(&["cohort", "north-2026", "--as-of", lapsed, "--format", "csv"]);
    assert!(table.trim_end().ends_with(",lapsed,2028-10-06,,"), "{table}");
    assert!(!says(&["cohort", "north-2026"], good).contains("expired"));
}
