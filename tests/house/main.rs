//! The house: which crate may know which. A new arrow is a visible line here, and so in a review.
#![expect(clippy::expect_used, reason = "a test that cannot set its stage should stop and say so")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each crate may know, of the house. Arrows only point up this list.
const ALLOWED: [(&str, &[&str]); 8] = [
    ("cairn-domain", &[]),
    ("cairn-eventlog", &["cairn-domain"]),
    ("cairn-sqlite", &["cairn-domain", "cairn-eventlog"]),
    ("cairn-policy", &["cairn-domain"]),
    ("cairn-import", &["cairn-domain"]),
    ("cairn-ops", &["cairn-domain", "cairn-eventlog", "cairn-import", "cairn-policy"]),
    (
        "cairn-cli",
        &[
            "cairn-domain",
            "cairn-eventlog",
            "cairn-import",
            "cairn-ops",
            "cairn-policy",
            "cairn-sqlite",
        ],
    ),
    ("cairn-testkit", &["cairn-domain", "cairn-eventlog"]),
];

/// What the domain may use from outside: nothing that reads a clock, a file or the environment.
const OF_THE_DOMAIN: [&str; 6] = ["chrono", "chrono-tz", "schemars", "serde", "thiserror", "uuid"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Each crate of the house with what it depends on, tests and benchmarks aside.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let name = |value: &serde_json::Value| value["name"].as_str().expect("a name").to_owned();
    let normal = |package: &serde_json::Value| {
        let all = package["dependencies"].as_array().expect("dependencies").clone();
        all.iter().filter(|each| each["kind"].is_null()).map(name).collect()
    };
    packages.iter().map(|package| (name(package), normal(package))).collect()
}

#[test]
fn arrows_only_point_up_the_house() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    for (package, dependencies) in arrows() {
        let may_know = allowed
            .get(package.as_str())
            .unwrap_or_else(|| panic!("`{package}` has no room in the house"));
        for other in dependencies.iter().filter(|other| other.starts_with("cairn-")) {
            assert!(may_know.contains(&other.as_str()), "`{package}` may not know `{other}`");
        }
    }
}

#[test]
fn the_domain_uses_nothing_that_could_reach_outside() {
    let arrows = arrows();
    let used: Vec<&str> = arrows["cairn-domain"].iter().map(String::as_str).collect();
    assert_eq!(used, OF_THE_DOMAIN);
}

#[test]
fn only_the_binary_prints_and_reads_the_clock() {
    let forbidden = [
        "println!",
        "eprintln!",
        "SystemTime::now",
        "Utc::now",
        "Local::now",
        "std::env::",
        "process::exit",
    ];
    for (name, _) in
        ALLOWED.iter().filter(|(name, _)| !["cairn-cli", "cairn-testkit"].contains(name))
    {
        for (path, text) in sources(&root().join("crates").join(name).join("src")) {
            for word in forbidden {
                assert!(!text.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn a_file_that_one_meets_fits_the_mind() {
    for (path, text) in
        sources(&root().join("crates")).into_iter().chain(sources(&root().join("tests")))
    {
        let lines = text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines: it wants to be two", path.display());
    }
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a readable file");
            found.push((path, text));
        }
    }
    found
}
