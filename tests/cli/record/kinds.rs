//! Every kind of event, recorded once, and its help.

use super::{with_asha, words};
use crate::support::{Desk, root};

/// Adopts the same rules for the cohort after it.
fn adopt_next_year(desk: &Desk) {
    let policy = root().join("fixtures/policies/compassionate-systems-2025-26.toml");
    let text = std::fs::read_to_string(policy).expect("a file");
    let cohort = |year: &str| format!("cohort = \"compassionate-systems-{year}\"");
    let file = desk.path().join("next.toml");
    std::fs::write(&file, text.replace(&cohort("2025-26"), &cohort("2026-27"))).expect("a file");
    desk.ok(&["policy", "adopt", &file.display().to_string(), "--from", "2025-01-01"]);
}

/// Each kind once on the real binary, in an order that the rules allow.
#[test]
fn every_kind_can_be_recorded() {
    let desk = with_asha();
    for line in EVERY_KIND.trim().lines() {
        if line.starts_with("deferred") {
            adopt_next_year(&desk);
        }
        let args: Vec<&str> = std::iter::once("record").chain(words(line)).collect();
        let said = desk.json(&args);
        assert_eq!(said["schema"], "cairn.recorded/1", "{line}");
        assert_eq!(said["event"]["position"], said["position"], "{line}");
        assert_eq!(said["type"].as_str().unwrap(), words(line)[0].replace('-', "_"), "{line}");
    }
    desk.ok(&["verify"]);
}

#[test]
fn every_kind_has_help_with_an_example() {
    let desk = Desk::bare();
    let kinds = desk.ok(&["record", "--help"]);
    for line in EVERY_KIND.trim().lines() {
        let kind = words(line)[0].replace('-', "_");
        assert!(kinds.contains(&format!("\n  {kind} ")), "{kind}");
        let help = desk.ok(&["record", &kind, "--help"]);
        assert!(
            help.starts_with("Record ") && help.contains(&format!("  cairn record {kind} ")),
            "{help}"
        );
    }
}

const EVERY_KIND: &str = r#"
credited asha --achievement "Foundations I" --on 2024-11-20
paid asha --amount "12500.00 USD" --reference ch_1 --on 2025-06-10
refunded asha --amount 500 --payment #6 --on 2025-06-11
tuition_adjusted asha --kind scholarship --amount 500 --on 2025-06-12
session_held --session 2025-09 --from 2025-09-11T19:10 --to 2025-09-11T22:00
attended asha --session 2025-09 --from 19:12 --to 21:58
session-cancelled --session 2026-08 --on 2025-10-01
excused asha --session 2025-10 --on 2025-10-02
reflected asha --session 2025-09 --facet self --facet relationships --on 2025-09-20
submitted asha --item project --on 2026-05-01
reviewed asha --item project --reviewer m@example.org --accepted --on 2026-05-02
retreat-completed asha --days 5 --on 2026-05-03
waived asha --requirement attendance --authority committee --on 2026-05-03
waived asha --requirement reflections --authority committee --on 2026-05-03
reviewed asha --item project --reviewer n@example.org --accepted --on 2026-05-03
reviewed asha --item project --reviewer o@example.org --as outside --accepted --on 2026-05-03
logged asha --activity coaching-paid --hours 1:30 --with client-7 --on 2026-05-03 --reported 2026-05-04
logged asha --activity ethics --amount 1.5 --on 2026-05-03
examined asha --item written --score 42/50 --on 2026-05-03
judged asha --question readiness --judge m@example.org --as mentor --granted --on 2026-05-03
referred asha --requirement reflections --on 2026-05-04
appealed asha --decision 25 --on 2026-05-05
appeal-decided asha --upheld --on 2026-05-06
suspended asha --on 2026-05-07
reinstated asha --on 2026-05-08
certified asha --on 2026-08-10
revoked asha --on 2026-08-11
identified --name "Bo Lind" --on 2025-05-01
applied "Bo Lind" --on 2025-06-01 --team north
withdrew "Bo Lind" --on 2025-06-02
applied "Bo Lind" --on 2025-06-03
waitlisted "Bo Lind" --on 2025-06-04
declined "Bo Lind" --on 2025-06-05
identified --name "Cy Oh" --on 2025-05-01
applied "Cy Oh" --on 2025-06-01
admitted "Cy Oh" --on 2025-06-02
identified --name "Di Wu" --on 2025-05-01
applied "Di Wu" --on 2025-06-01
admitted "Di Wu" --on 2025-06-02
refused "Di Wu" --on 2026-08-10
linked "Di Wu" --other "Bo Lind"
deferred "Cy Oh" --to compassionate-systems-2026-27 --on 2025-06-04
"#;
