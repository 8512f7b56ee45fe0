//! One example of each released version of each event, never edited: what was written once is read for ever.

use cairn_domain::StreamId;
use cairn_eventlog::{canonical, codec};

use super::{bodies, repository};

/// Returns the example body of an event, in canonical text.
pub(super) fn example(kind: &str, version: u16) -> String {
    let path = format!("tests/cli/golden/events/v{version}/{kind}.json");
    let text = std::fs::read_to_string(repository(&path)).unwrap_or_default();
    assert!(
        !text.is_empty(),
        "{path} is missing: a released version of an event has an example, written once by hand"
    );
    text.trim_end().to_owned()
}

#[test]
fn every_released_event_is_read_and_written_as_ever() {
    for (kind, _) in bodies::all() {
        let version = codec::version_of(&kind).unwrap();
        for version in 1..=version {
            let text = example(&kind, version);
            let body = canonical::parse(&text)
                .unwrap_or_else(|bad| panic!("{kind} version {version}: {bad}"));
            let streams = [
                "practitioner/01997f2d-0000-7000-8000-000000000001",
                "cohort/compassionate-systems-2025-26",
            ];
            let checked = streams.map(|stream| {
                codec::check(&stream.parse::<StreamId>().unwrap(), &kind, version, &body)
            });
            let decoded = checked.into_iter().reduce(Result::or).unwrap();
            let decoded = decoded.unwrap_or_else(|bad| panic!("{kind} version {version}: {bad}"));
            assert_eq!(codec::decode(&kind, version, &text).as_ref(), Ok(&decoded), "{kind}");
            let (again, _, encoded) = codec::encode(&decoded.event, decoded.note).unwrap();
            assert_eq!((again, canonical::text(&encoded)), (kind.as_str(), text), "{kind}");
        }
    }
}

/// The digests of what has been released, in the form that `sha256sum --check` reads. Lines are added, never changed.
const RELEASED: &str = include_str!("../golden/events/released.sha256");

/// Returns the files that were released once and are not written any more.
pub(super) fn released() -> impl Iterator<Item = (&'static str, &'static str)> {
    RELEASED.lines().filter_map(|line| line.split_once("  "))
}

#[test]
fn what_was_released_has_not_changed_by_a_byte() {
    use sha2::Digest as _;
    for (digest, path) in released() {
        let bytes = std::fs::read(repository(path)).unwrap_or_default();
        assert_eq!(hex::encode(sha2::Sha256::digest(&bytes)), digest, "{path}");
    }
}

#[test]
fn every_example_of_an_earlier_version_is_among_what_was_released() {
    for (kind, _) in bodies::all() {
        for version in 1..codec::version_of(&kind).unwrap() {
            let paths = [
                format!("tests/cli/golden/events/v{version}/{kind}.json"),
                format!("docs/reference/events/{}", bodies::file(&kind, version)),
            ];
            for path in paths {
                assert!(released().any(|(_, known)| known == path), "{path}");
            }
        }
    }
}
