//! `cairn help`: what there is, by who needs it; the topics; and the reference that the docs hold.

use std::fmt::Write as _;

use cairn_ops::Failure;
use clap::{Args as _, CommandFactory as _};

use crate::Answer;
use crate::cli::{Cli, Globals};
use crate::desk::Desk;
use crate::show::{self, WIDTH};

/// Show what there is, or say more about a command or a topic
///
/// The topics are dates, formats, exit-codes and policy.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A command, such as `audit` or `policy adopt`, or a topic
    #[arg(value_name = "COMMAND|TOPIC")]
    what: Vec<String>,

    /// Print the reference of all commands, as docs/reference/commands.md has it
    #[arg(long, hide = true, conflicts_with = "what")]
    markdown: bool,
}

/// The commands by who needs them: its name with what it takes, and what it is for.
const GROUPS: [(&str, &[(&str, &str)]); 4] = [
    (
        "Programme staff: keep the record straight, and answer for one person",
        &[
            ("find TEXT", "find people by name, e-mail address or id"),
            (
                "people",
                "list them, find duplicates, link records, say what they are called in files",
            ),
            ("audit WHO", "where one person stands, and which events say so"),
            (
                "why WHO [RULE]",
                "why the answer is so: the least that alone says it, and what was missed",
            ),
            (
                "forecast WHO",
                "what remains, by when, and until when it can wait; or for a whole cohort",
            ),
            ("compare WHO", "what changed for one person between two points, and why"),
            (
                "calendar",
                "when the sessions are, in several time zones; or as a file for calendars",
            ),
            ("record KIND WHO", "record something that happened"),
            ("void #N", "say that an event does not count"),
            ("amend #N", "say what an event should have said"),
        ],
    ),
    (
        "Certification committee: decide, and be able to defend it",
        &[
            ("docket", "who is eligible and undecided, who is close and lacks what"),
            ("policy", "check, adopt, read and compare the rules"),
        ],
    ),
    (
        "Analysts: look at everyone at once",
        &[
            ("cohort", "everyone in a cohort, one line each"),
            ("replay", "a cohort at other times or under other rules, and who would change"),
        ],
    ),
    (
        "Keeping the log",
        &[
            ("init", "make a new log"),
            ("import FILE", "bring in reports of Zoom, answers to forms, payments, spreadsheets"),
            ("load FILE", "load events that an export, or another program, wrote"),
            (
                "export [LIST]",
                "write the log out, one event a line; or a list for others: roster, attendance, balances",
            ),
            ("verify", "check that the log holds what was recorded"),
            ("demo", "make a sample log in a folder of its own, and look around in it"),
            ("completions SHELL", "print what lets your shell complete commands"),
            ("man", "print the manual page"),
            ("help", "say more about a command or a topic"),
        ],
    ),
];

const TOPICS: [(&str, &str, &str); 4] = [
    ("dates", "the two times of every question", include_str!("help/dates.txt")),
    ("formats", "what cairn prints, and what it reads", include_str!("help/formats.txt")),
    ("exit-codes", "what a script can rely on", include_str!("help/exit-codes.txt")),
    ("policy", "how the rules of a cohort are written", include_str!("help/policy.txt")),
];

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let text = match args.what.as_slice() {
        _ if args.markdown => markdown(),
        [] => overview(),
        [topic] if let Some((.., text)) = TOPICS.iter().find(|(name, ..)| name == topic) => {
            (*text).to_owned()
        }
        path => of_command(path)?,
    };
    show::print(desk.color, &text)?;
    Ok(Answer::Done)
}

// Writing to a string cannot fail, hence every `let _`.

/// Returns what `cairn`, `cairn help` and `cairn --help` show. It knows the commands by heart; a test keeps it honest.
pub(crate) fn overview() -> String {
    let mut text = String::from(
        "cairn: the record of how practitioners become certified\n\nUsage: cairn COMMAND [OPTIONS]\n",
    );
    for (group, commands) in GROUPS {
        let _ = writeln!(text, "\n{group}");
        for (command, what) in commands {
            entry(&mut text, command, what);
        }
    }
    text.push_str("\nOptions of every command\n");
    text.push_str(&options());
    text.push_str("\nTopics\n");
    for (topic, what, _) in TOPICS {
        entry(&mut text, &format!("help {topic}"), what);
    }
    text.push_str(
        "\nNew here? `cairn demo` shows it all on invented people.\n\
         `cairn help COMMAND` says more about one command.\n",
    );
    text
}

/// Writes a name and what it is for, wrapped beside it.
fn entry(text: &mut String, name: &str, what: &str) {
    let head = format!("  {name:<18} ");
    let under = " ".repeat(head.len());
    let options = textwrap::Options::new(WIDTH).initial_indent(&head).subsequent_indent(&under);
    let _ = writeln!(text, "{}", textwrap::fill(what, options));
}

fn options() -> String {
    let globals = Globals::augment_args(clap::Command::new("cairn").disable_help_flag(true));
    globals.help_template("{options}").term_width(WIDTH).render_help().to_string()
}

fn of_command(path: &[String]) -> Result<String, Failure> {
    let mut command = Cli::command();
    command.build();
    let mut found = &mut command;
    for name in path {
        found = found.find_subcommand_mut(name).ok_or_else(|| {
            let topics: Vec<&str> = TOPICS.iter().map(|(topic, ..)| *topic).collect();
            Failure::mend(format!("there is no command or topic `{}`", path.join(" "))).hint(
                format!("`cairn help` lists the commands; the topics are {}", topics.join(", ")),
            )
        })?;
    }
    Ok(show::narrow(&found.render_long_help().ansi().to_string()))
}

/// Writes the reference of all commands, in the order of the overview.
fn markdown() -> String {
    let root = Cli::command();
    let mut text = String::from(
        "# Commands\n\nEvery command with its options, by who needs it. `cairn help COMMAND` shows the same.\n\n\
         This page is generated from the program; `CAIRN_REGENERATE=1 cargo test -p cairn-cli` writes it anew.\n\n\
         ## Options of every command\n\n```text\n",
    );
    text.push_str(&options());
    text.push_str("```\n");
    for (group, commands) in GROUPS {
        let _ = writeln!(text, "\n## {group}");
        for (command, _) in commands {
            let name = command.split(' ').next().unwrap_or(command);
            if let Some(command) = root.find_subcommand(name) {
                describe(&mut text, command, "cairn");
            }
        }
    }
    text.push_str("\n## Topics\n");
    for (topic, _, words) in TOPICS {
        let _ = writeln!(text, "\n### cairn help {topic}\n\n```text\n{words}```");
    }
    text
}

fn describe(text: &mut String, command: &clap::Command, parent: &str) {
    let name = format!("{parent} {}", command.get_name());
    // Without its parent a command knows its own options only, which is what belongs here.
    let mut alone = command.clone().bin_name(&name).display_name(&name).term_width(WIDTH);
    let help = show::narrow(&alone.render_long_help().to_string());
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    let _ = writeln!(text, "\n### {name}\n\n```text\n{}\n```", lines.join("\n"));
    for inner in
        command.get_subcommands().filter(|inner| inner.get_name() != "help" && !inner.is_hide_set())
    {
        describe(text, inner, &name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_overview_has_every_command_once() {
        let shown: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, commands)| *commands)
            .filter_map(|(command, _)| command.split(' ').next())
            .collect();
        let unique: BTreeSet<&str> = shown.iter().copied().collect();
        assert_eq!(unique.len(), shown.len());
        let command = Cli::command();
        let real: BTreeSet<&str> = command
            .get_subcommands()
            .filter(|each| !each.is_hide_set())
            .map(clap::Command::get_name)
            .collect();
        assert_eq!(unique, real);
    }
}
