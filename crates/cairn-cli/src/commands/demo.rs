//! `cairn demo`: the main job on invented people, by the same commands that a user would type.

mod folder;
mod tamper;

use std::path::Path;

use cairn_domain::Instant;
use cairn_ops::load::{Incoming, Manner};
use cairn_ops::{Asking, Failure, load, policy};
use cairn_sqlite::SqliteLog;

use crate::desk::Desk;
use crate::render::Canvas;
use crate::{Answer, show};
use folder::{Folder, SAMPLE};

/// Make a sample log in a folder of its own, and look around in it
///
/// Creates ./cairn-demo with a log of one invented cohort and its policies, then runs the commands that matter and shows
/// what they print. Everything stays there for you to try. Nothing outside of that folder is touched.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Make the folder's files anew if an earlier demo made them
    #[arg(long)]
    force: bool,
}

/// The log's own name.
const ORIGIN: &str = "demo.example.org/compassionate-systems";
/// The demo's clock, so that it looks the same on any day.
const NOW: &str = "2026-11-23T12:00:00Z";

/// One thing to show: what it is, what is typed, and how many lines of the answer are shown at its beginning and its end.
struct Step {
    what: &'static str,
    words: &'static [&'static str],
    head: usize,
    tail: usize,
}

const STEPS: [Step; 3] = [
    Step {
        what: "② The committee's docket: who is eligible, who is close, and what is missing",
        words: &["docket", "2025-26", "--as-of", "2026-08-06"],
        head: 22,
        tail: 0,
    },
    Step {
        what: "③ One person's audit: where somebody stands, and why",
        words: &["audit", "Pilar Domingo", "--as-of", "2026-08-05"],
        head: 33,
        tail: 2,
    },
    Step {
        what: "④ The same cohort under stricter rules: who would change, and because of what",
        words: &[
            "replay",
            "2025-26",
            "--as-of",
            "2026-08-06",
            "--policy",
            "cairn-demo/policies/stricter-attendance.toml",
            "--against",
            "adopted",
        ],
        head: 17,
        tail: 1,
    },
];

const SOUND: Step = Step {
    what: "⑤ A change to the file behind cairn's back is found",
    words: &["verify"],
    head: 2,
    tail: 1,
};
const TAMPERED: Step = Step { what: "", words: &["verify"], head: 40, tail: 0 };

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let folder = Folder::make(args.force)?;
    let now = NOW.parse().unwrap_or_default();
    say(desk, "① A log of its own, with a cohort that was made up for this\n")?;
    say(desk, &make(&folder, now)?)?;
    for step in &STEPS {
        say(desk, &format!("\n{}\n", step.what))?;
        type_in(desk, &folder.log(), step)?;
    }
    say(desk, &format!("\n{}\n", SOUND.what))?;
    type_in(desk, &folder.log(), &SOUND)?;
    say(desk, &format!("\n{}\n", tamper::tamper(&folder.log(), &folder.copy())?))?;
    type_in(desk, &folder.copy(), &TAMPERED)?;
    say(desk, LIMITS)?;
    say(desk, NEXT)?;
    Ok(Answer::Done)
}

const LIMITS: &str = "
Whoever calculates every hash anew, or puts an older copy in the file's place, is not found like this: that takes the root, \
kept elsewhere. docs/explanation/integrity-today.md says what can be relied on.
";

const NEXT: &str = "
Your turn. It is all in cairn-demo/:
  cairn --log cairn-demo/cairn.db cohort 2025-26
  cairn --log cairn-demo/cairn.db audit \"Chao Mei-Lin\"
  cairn --log cairn-demo/cairn.db audit \"Henrike Vogel\" --known-at 2026-08-10
  cairn policy show cairn-demo/policies/compassionate-systems-2025-26.toml
  cairn help
`cargo install --path crates/cairn-cli` puts `cairn` on your path; until then,
`cargo run --release --` stands for it.
";

/// Makes the log and loads the sample into it, as `cairn init` and `cairn load` do.
fn make(folder: &Folder, now: Instant) -> Result<String, Failure> {
    let mut log = SqliteLog::create(&folder.log(), ORIGIN, now, true)?;
    let mut incoming = Incoming::default();
    incoming.begin("the sample cohort");
    SAMPLE.lines().for_each(|line| incoming.line(line.as_bytes()));
    let loaded = load::load(&mut log, &incoming, now, Manner::default())?;
    let (rules, _) = policy::in_force(&log, Some("2025-26"), Asking::default(), now)?;
    let adopted = rules.adopted.map_or(0, |stamp| stamp.position);
    let title = &rules.policy.policy().title;
    let (log, words) = (folder.log(), loaded.words);
    Ok(format!("  {}\n  {words}\n  rules: {title}, adopted at #{adopted}\n", log.display()))
}

/// Runs what a user would type, by the same program, and shows the beginning and the end of what it answers.
fn type_in(desk: &Desk, log: &Path, step: &Step) -> Result<(), Failure> {
    let log = log.display().to_string();
    let line: Vec<&str> = ["--log", &log].into_iter().chain(step.words.iter().copied()).collect();
    let quoted: Vec<String> = line
        .iter()
        .map(|word| if word.contains(' ') { format!("\"{word}\"") } else { (*word).to_owned() })
        .collect();
    show::print(desk.color, &command_line(&quoted, desk.width))?;
    let failed = |why: String| Failure::mend("the demo could not run `cairn` itself").because(why);
    let program = std::env::current_exe().map_err(|error| failed(error.to_string()))?;
    let output = std::process::Command::new(program)
        .args(line)
        // Colour is kept or taken out where it is shown.
        .args(["--color", "always"])
        .env("CAIRN_NOW", NOW)
        .env("COLUMNS", desk.width.to_string())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    let answer = String::from_utf8_lossy(&output.stdout);
    if answer.is_empty() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).trim_end().to_owned()));
    }
    show::print(desk.color, &shortened(&answer, step.head, step.tail))
}

/// Writes a command as it is typed, over several lines where one is too narrow; an option stays with its value.
fn command_line(words: &[String], width: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    for word in words {
        match parts.last_mut() {
            Some(part)
                if part.starts_with("--") && !part.contains(' ') && !word.starts_with("--") =>
            {
                part.push(' ');
                part.push_str(word);
            }
            _ => parts.push(word.clone()),
        }
    }
    let (mut text, mut column) = ("$ cairn".to_owned(), "$ cairn".len());
    for part in parts {
        // Room for the sign that the command goes on.
        if column + 1 + part.len() + 2 > width {
            text += " \\\n   ";
            column = 3;
        }
        text.push(' ');
        text.push_str(&part);
        column += 1 + part.len();
    }
    text + "\n"
}

/// Leaves out the middle of a long answer, and says so.
fn shortened(answer: &str, head: usize, tail: usize) -> String {
    let lines: Vec<&str> = answer.lines().collect();
    let more = lines.len().saturating_sub(head + tail);
    if more <= 1 {
        return answer.to_owned();
    }
    let gap = format!("  … {more} more lines …");
    let shown = lines
        .iter()
        .take(head)
        .copied()
        .chain([gap.as_str()])
        .chain(lines.iter().skip(lines.len() - tail).copied());
    shown.fold(String::new(), |text, line| text + line + "\n")
}

/// Says something of its own, as wide as the page; what is to be typed stays on one line.
fn say(desk: &Desk, text: &str) -> Result<(), Failure> {
    let mut canvas = Canvas::new(desk.width);
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        match line.trim_end() {
            "" => canvas.verbatim("\n"),
            command if command.starts_with("  cairn ") => canvas.verbatim(command),
            other => canvas.line(other, indent),
        }
    }
    show::print(desk.color, &canvas.finish())
}
