//! Names are let in at the edge or refused in words; inside, one thing has one spelling.

use cairn_domain::{
    BadName, CohortId, EventId, Facet, Item, RequirementId, Role, SessionId, StreamId, Team,
};

const ADA: &str = "0192f0c1-2b3a-7c4d-8e5f-001122334455";

#[test]
fn a_name_is_of_small_letters_digits_and_three_signs() {
    let longest = "a".repeat(64);
    for good in ["a", "9", "z", "0", "north-2025", "a_b.c-d", "0-", longest.as_str()] {
        let cohort = CohortId::new(good).unwrap();
        assert_eq!(cohort.as_str(), good);
        assert_eq!(cohort.to_string(), good);
        assert_eq!(String::from(cohort.clone()), good);
        assert_eq!(good.parse::<CohortId>().unwrap(), cohort);
        assert_eq!(CohortId::try_from(good.to_owned()).unwrap(), cohort);
    }
    let too_long = "a".repeat(65);
    for bad in
        ["", "North", "-north", "_n", ".n", "a b", "a/b", "é", "a\n", "nörth", too_long.as_str()]
    {
        let refused = CohortId::new(bad).unwrap_err();
        assert_eq!(refused.given, bad);
        assert_eq!(bad.parse::<CohortId>().unwrap_err(), refused);
        assert_eq!(CohortId::try_from(bad.to_owned()).unwrap_err(), refused);
    }
}

#[test]
fn a_refused_name_says_what_it_was_meant_to_name() {
    let what = |refused: Result<(), BadName>| refused.unwrap_err().what;
    assert_eq!(what(CohortId::new("!").map(drop)), "cohort");
    assert_eq!(what(SessionId::new("!").map(drop)), "session");
    assert_eq!(what(RequirementId::new("!").map(drop)), "requirement");
    assert_eq!(what(Item::new("!").map(drop)), "item");
    assert_eq!(what(Facet::new("!").map(drop)), "facet");
    assert_eq!(what(Role::new("!").map(drop)), "role");
    assert_eq!(what(Team::new("!").map(drop)), "team");
    assert_eq!(
        CohortId::new("North").unwrap_err().to_string(),
        "`North` is not a cohort: expected 1 to 64 of a-z, 0-9, `-`, `_` and `.`, beginning with a letter or digit"
    );
}

#[test]
fn a_name_keeps_to_its_column() {
    let role = Role::new("staff").unwrap();
    assert_eq!(format!("{role:<8}|"), "staff   |");
    assert_eq!(format!("{role:>8}|"), "   staff|");
}

#[test]
fn a_stream_is_a_practitioners_or_a_cohorts() {
    let ada: StreamId = format!("practitioner/{ADA}").parse().unwrap();
    let id: EventId = ADA.parse().unwrap();
    assert_eq!(ada, StreamId::Practitioner(id));
    assert_eq!(ada.practitioner(), Some(id));
    assert_eq!(ada.to_string(), format!("practitioner/{ADA}"));
    let north: StreamId = "cohort/north-2025".parse().unwrap();
    assert_eq!(north, StreamId::Cohort(CohortId::new("north-2025").unwrap()));
    assert_eq!(north.practitioner(), None);
    assert_eq!(String::from(north.clone()), "cohort/north-2025");
    assert_eq!(StreamId::try_from("cohort/north-2025".to_owned()), Ok(north));
}

#[test]
fn a_stream_has_one_spelling() {
    let (shouted, joined) = (ADA.to_uppercase(), ADA.replace('-', ""));
    let others = [
        String::new(),
        ADA.to_owned(),
        format!("practitioner/{shouted}"),
        format!("practitioner/{joined}"),
        format!("practitioner/{{{ADA}}}"),
        format!("practitioner/urn:uuid:{ADA}"),
        "practitioner/ada".to_owned(),
        "cohort/".to_owned(),
        "cohort/North".to_owned(),
        "team/north-2025".to_owned(),
    ];
    for other in others {
        let refused = other.parse::<StreamId>().unwrap_err();
        assert_eq!((refused.given.as_str(), refused.what), (other.as_str(), "stream"));
        assert!(StreamId::try_from(other).is_err());
    }
}

/// On the wire a name is its text, and a text that is no name is refused there too.
#[test]
fn the_wire_lets_no_other_names_in() {
    let north: CohortId = serde_json::from_str(r#""north-2025""#).unwrap();
    assert_eq!(serde_json::to_string(&north).unwrap(), r#""north-2025""#);
    assert!(serde_json::from_str::<CohortId>(r#""North""#).is_err());
    let stream: StreamId = serde_json::from_str(r#""cohort/north-2025""#).unwrap();
    assert_eq!(stream, StreamId::Cohort(north));
    assert!(serde_json::from_str::<StreamId>(r#""north-2025""#).is_err());
}
