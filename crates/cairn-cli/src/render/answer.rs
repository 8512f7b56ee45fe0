//! How one person's answer in one cohort looks: the verdict, the tree, the account, what is odd.

use cairn_ops::asking::say_day;
use cairn_ops::audit::CohortAnswer;
use cairn_ops::lines::{Answer, CertificateLine, Line, OutcomeLine};

use crate::render::{Canvas, Tone, remains};

/// Returns the sign, the word and the tone of a status; the sign never stands alone.
pub(crate) fn status(word: &str) -> (&'static str, &'static str, Tone) {
    match word {
        "met" => ("✓", "met", Tone::Good),
        "at_risk" => ("!", "at risk", Tone::Warn),
        "out_of_reach" => ("✕", "out of reach", Tone::Bad),
        _ => ("◐", "open", Tone::Strong),
    }
}

/// Returns a verdict in plain words, and its tone.
pub(crate) fn verdict(word: &str, certificate: Option<&CertificateLine>) -> (String, Tone) {
    match word {
        "certified" if certificate.is_some_and(|each| each.holds != "valid") => {
            ("CERTIFIED, but the certificate has expired".to_owned(), Tone::Warn)
        }
        "eligible" => ("ELIGIBLE".to_owned(), Tone::Good),
        "certified" => ("CERTIFIED".to_owned(), Tone::Good),
        "open" => ("NOT YET ELIGIBLE".to_owned(), Tone::Strong),
        "at_risk" => ("NOT YET ELIGIBLE, at risk".to_owned(), Tone::Warn),
        "out_of_reach" => ("OUT OF REACH, without a waiver or correction".to_owned(), Tone::Bad),
        other => (other.to_uppercase(), Tone::Strong),
    }
}

/// Draws an answer under its policy.
pub(crate) fn draw(each: &CohortAnswer, canvas: &mut Canvas) {
    let answer = &each.answer;
    canvas.gap();
    canvas.line(&each.policy.title, 0);
    let adopted = match (each.policy.adopted, &each.policy.in_force_since) {
        (Some(position), Some(since)) => format!(
            "policy version {}, adopted at #{position}, in force since {}",
            each.policy.version,
            say_day(*since)
        ),
        _ => {
            format!("policy version {}, given with the question: not adopted", each.policy.version)
        }
    };
    canvas.line(&adopted, 0);
    canvas.gap();
    headline(answer, canvas);
    outcomes(answer.outcome.as_ref(), answer.best_outcome.as_ref(), canvas);
    if let Some(certificate) = &answer.certificate {
        canvas.line(&format!("Certificate: {}", certificate.words), 2);
    }
    if let Some(remains) = &answer.remains {
        remains::in_brief(remains, canvas);
    }
    canvas.gap();
    for line in answer.requirements.iter().filter(|line| line.id == answer.root) {
        tree(answer, line, (1, false), canvas);
    }
    // Of a requirement that is made of others, what it asks is not said, nor that it is assumed.
    let assumed = |line: &Line| line.rule.as_ref().is_some_and(|rule| rule.assumed.is_some());
    if answer.leaves().any(assumed) {
        canvas.line(
            "(assumed): the programme never published this; `cairn policy show` says why it is so",
            2,
        );
    }
    if let Some(account) = &answer.account {
        canvas.gap();
        let title = |id: &str| {
            let line = answer.requirements.iter().find(|line| line.id == id);
            let rule = line.and_then(|line| line.rule.as_ref());
            rule.map_or_else(|| id.to_owned(), |rule| rule.title.clone())
        };
        if answer.other_accounts.is_empty() {
            canvas.line(&format!("Account: {}", account.words), 2);
        } else {
            let asked = title(&account.requirement);
            canvas.line(&format!("Account, for “{asked}”: {}", account.words), 2);
        }
        for other in &answer.other_accounts {
            let (id, price) = (title(&other.requirement), other.price());
            canvas.line(&format!("Another way, “{id}”, would ask for {price} in all."), 2);
        }
    }
    if !answer.anomalies.is_empty() {
        canvas.gap();
        canvas.line("Odd, and worth a look:", 0);
        for anomaly in &answer.anomalies {
            canvas.line(&format!("  #{}  {}", anomaly.event.position, anomaly.words), 4);
        }
    }
}

/// Draws the outcomes, where the policy names any.
pub(crate) fn outcomes(now: Option<&OutcomeLine>, best: Option<&OutcomeLine>, canvas: &mut Canvas) {
    let title = |outcome: Option<&OutcomeLine>| {
        outcome.map_or_else(|| "none".to_owned(), |outcome| outcome.title.clone())
    };
    let same = now.map(|now| &now.id) == best.map(|best| &best.id);
    // What is left for everybody is nobody's outcome while a better one is in reach.
    if let (false, true, Some(best)) = (same, now.is_none_or(|now| !now.settled), best) {
        canvas.line(&format!("Best outcome in reach: {}", best.title), 2);
    } else if now.is_some() || best.is_some() {
        let said = format!("Outcome so far: {} · best in reach: {}", title(now), title(best));
        canvas.line(&said, 2);
    }
}

/// Says a status with how many further opportunities can be missed, where it is at risk.
pub(crate) fn slack(line: &Line, word: &str) -> String {
    match line.slack {
        Some(0) => format!("{word}, none can be missed"),
        Some(slack) => format!("{word}, {slack} more can be missed"),
        None => word.to_owned(),
    }
}

fn headline(answer: &Answer, canvas: &mut Canvas) {
    let (word, tone) = verdict(answer.verdict, answer.certificate.as_ref());
    let lacking = answer.lacking().count();
    // Of several ways, those that nobody needs are not counted.
    let all = answer.leaves().filter(|line| !line.not_needed && !line.along).count();
    let stands_in = answer.leaves().any(|line| line.not_needed);
    let mut rest = match (lacking, answer.supported) {
        (0, _) | (_, true) if stands_in => "   all that is asked is met".to_owned(),
        (0, _) | (_, true) if all == 1 => "   the one requirement is met".to_owned(),
        (0, _) | (_, true) if all == 2 => "   both requirements are met".to_owned(),
        (0, _) | (_, true) => format!("   all {all} requirements are met"),
        (1, _) if all == 1 => "   the one requirement is not met".to_owned(),
        (2, _) if all == 2 => "   both requirements are still to be met".to_owned(),
        (1, _) => format!("   1 of {all} requirements is not met"),
        _ => format!("   {lacking} of {all} requirements are not met"),
    };
    if let (Some(since), Some(day)) = (&answer.standing_since, &answer.standing_since_day) {
        rest = format!("{rest}; {} since {} (#{})", answer.standing, say_day(*day), since.position);
    }
    if let Some(to) = &answer.deferred_to {
        rest = format!("{rest}, to {to}");
    }
    if answer.stands == Some(true) && !answer.supported {
        rest = format!("{rest}; the policy of the day on which it was decided is met");
    }
    canvas.toned(tone, &word, &rest, 2);
}

/// Draws a requirement, so far in, and what it asks for; tells whether something that asks for it is met without it.
fn tree(answer: &Answer, line: &Line, (depth, met): (usize, bool), canvas: &mut Canvas) {
    let (sign, word, tone) = status(line.status);
    let margin = "  ".repeat(depth);
    let title = line.rule.as_ref().map_or(line.id.as_str(), |rule| rule.title.as_str());
    let word = slack(line, word);
    let cites = cites(line);
    canvas.toned(
        tone,
        &format!("{margin}{sign} {title}"),
        &format!(": {word}; {}{cites}", line.words),
        margin.len() + 2,
    );
    let under = format!("{margin}  ");
    if line.not_needed {
        let way = if met { "another way is met" } else { "what remains goes another way" };
        canvas.line(&format!("{under}not needed: {way}"), under.len() + 2);
    }
    if line.along {
        canvas.line(&format!("{under}comes along with what the others take"), under.len() + 2);
    }
    if let Some(since) = &line.since {
        canvas.line(&format!("{under}out of reach {}", since.words), under.len() + 2);
    }
    if let Some(waived) = &line.waived {
        let said = format!("{under}waived {}, #{}", waived.words, waived.event.position);
        canvas.line(&said, under.len() + 2);
    }
    for each in &line.extended {
        let said = format!("{under}extended {}, #{}", each.words, each.event.position);
        canvas.line(&said, under.len() + 2);
    }
    for note in &line.notes {
        canvas.line(&format!("{under}{note}"), under.len() + 2);
    }
    if let (Some(latest), true) = (&line.latest, line.unit != "requirements" && !line.not_needed) {
        canvas.line(&format!("{under}latest safe day: {}", latest.words), under.len() + 2);
    }
    if let (Some(until), true) = (&line.met_until, line.unit != "requirements") {
        let said = format!("{under}stays met until {}, unless more comes", until.words);
        canvas.line(&said, under.len() + 2);
    }
    if line.unit != "requirements" {
        for each in &line.against {
            let verb = if each.reduces { "counts against" } else { "does not count" };
            let said = format!("{under}{verb}: #{}, {}", each.event.position, each.why);
            canvas.line(&said, under.len() + 2);
        }
        if !line.pending.is_empty() {
            let places: Vec<String> =
                line.pending.iter().map(|cited| format!("#{}", cited.position)).collect();
            canvas.line(&format!("{under}pending: {}", places.join(" ")), under.len() + 2);
        }
    }
    let Some(rule) = &line.rule else { return };
    if line.unit != "requirements" {
        let assumed = if rule.assumed.is_some() { " (assumed)" } else { "" };
        canvas.line(&format!("{under}asks: {}{assumed}", rule.asks), under.len() + 2);
    }
    for child in &rule.of {
        if let Some(part) = answer.requirements.iter().find(|line| line.id == *child) {
            tree(answer, part, (depth + 1, met || line.status == "met"), canvas);
        }
    }
}

fn cites(line: &Line) -> String {
    if line.unit == "requirements" || line.evidence_positions.is_empty() {
        return String::new();
    }
    let places: Vec<String> =
        line.evidence_positions.iter().map(|place| format!("#{place}")).collect();
    format!("  [{}]", places.join(" "))
}
