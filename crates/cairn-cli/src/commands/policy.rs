//! `cairn policy`

use std::path::{Path, PathBuf};

use cairn_domain::{CheckedPolicy, Occurred};
use cairn_ops::policy::{Adopt, PolicyCheckReport, PolicyReport, PolicySource};
use cairn_ops::record::Fresh as _;
use cairn_ops::{Asking, Failure, policy};
use cairn_policy::PolicyErrors;

use crate::asking::{asking, occurred};
use crate::commands::record::fresh::Dice;
use crate::commands::record::options::named;
use crate::commands::record::written;
use crate::desk::Desk;
use crate::{Answer, show};

/// Check, adopt, read and compare the rules of a cohort
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Check(Check),
    Adopt(AdoptArgs),
    Show(Show),
    Diff(Diff),
}

/// Check policy files, and list everything that is wrong with them
///
/// Points at each fault in the file and says how to mend it. Exits with 2 if a file has faults.
#[derive(Debug, clap::Args)]
struct Check {
    /// The files to check
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Adopt a policy for its cohort: record its rules in the log
///
/// The whole policy goes into the log, so that every verdict can be derived again. It is in force from a day on; questions
/// about earlier days are answered under the policy before it. The first policy of a cohort should be in force before
/// anything is due, so give a day early enough, such as the day on which applications opened.
///
/// Adopting the policy that is in force already changes nothing.
#[derive(Debug, clap::Args)]
struct AdoptArgs {
    /// The policy file
    file: PathBuf,

    /// The first day on which it is in force, in its own time zone [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<String>,

    /// Who adopts it, such as staff@example.org
    #[arg(long, value_name = "WHO", env = "CAIRN_ACTOR", hide_env_values = true)]
    by: Option<String>,

    /// A remark to keep with it; it is private and can be erased
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Read a policy in plain English
///
/// Without a file: the policy that a cohort has adopted. What the programme never published is an assumption; it is marked
/// with ◇ and says why it was chosen.
#[derive(Debug, clap::Args)]
struct Show {
    /// A policy file
    #[arg(conflicts_with_all = ["cohort", "as_of", "known_at"])]
    file: Option<PathBuf>,

    /// The cohort whose adopted policy to show, or part of its name; not needed where there is only one
    #[arg(long, value_name = "COHORT")]
    cohort: Option<String>,

    /// The policy in force on this day, or at this instant [default: now]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,

    /// As far as was known then: a day, an instant, or a place in the log such as #120 [default: all]
    #[arg(long, value_name = "DATE|#N")]
    known_at: Option<String>,
}

/// Say what differs between two policies
///
/// With one file: what differs between the policy that its cohort has adopted, and the file. With `--exit-code`, exits with
/// 1 if anything differs.
#[derive(Debug, clap::Args)]
struct Diff {
    /// A policy file
    before: PathBuf,

    /// Another policy file [default: the first is compared with the adopted policy]
    after: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    match &args.command {
        Command::Check(args) => args.run(desk),
        Command::Adopt(args) => args.run(desk),
        Command::Show(args) => args.run(desk),
        Command::Diff(args) => args.run(desk),
    }
}

/// Reads a policy file, or says everything that is wrong with it.
pub(crate) fn read(path: &Path) -> Result<CheckedPolicy, Failure> {
    parse(path)?.map_err(|errors| faulty(&[errors]))
}

fn parse(path: &Path) -> Result<Result<CheckedPolicy, PolicyErrors>, Failure> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::mend(format!("`{name}` cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = String::from_utf8_lossy(sound).matches('\n').count() + 1;
        Failure::mend(format!("`{name}` is not UTF-8 text, at line {line}"))
            .hint("save the file as UTF-8, then try again")
    })?;
    Ok(cairn_policy::read(&name, &text))
}

fn faulty(errors: &[PolicyErrors]) -> Failure {
    let faults: usize = errors.iter().map(|each| each.errors().len()).sum();
    let faults = if faults == 1 { "1 fault".to_owned() } else { format!("{faults} faults") };
    let names: Vec<&str> = errors.iter().map(PolicyErrors::name).collect();
    let summary = Failure::mend(format!("{} in {}", faults, names.join(", ")))
        .hint("`cairn help policy` says how a policy file is written");
    let drawn: Vec<String> =
        errors.iter().map(ToString::to_string).chain([summary.to_string()]).collect();
    Failure { drawn: Some(drawn.join("\n\n").into()), ..summary }
}

impl Check {
    fn run(&self, desk: &Desk) -> Result<Answer, Failure> {
        let (mut report, mut wrong) = (PolicyCheckReport::new(), Vec::new());
        for path in &self.files {
            let read = parse(path)?;
            report.files.push(policy::check(&path.display().to_string(), &read));
            wrong.extend(read.err());
        }
        show::report(desk, &report)?;
        if wrong.is_empty() { Ok(Answer::Done) } else { Err(faulty(&wrong)) }
    }
}

impl AdoptArgs {
    fn run(&self, desk: &Desk) -> Result<Answer, Failure> {
        let from = match self.from.as_deref().map(|text| occurred("--from", text)).transpose()? {
            None => None,
            Some(Occurred::On(day)) => Some(day),
            Some(Occurred::At(_)) => {
                return Err(Failure::mend("--from: a policy is in force from a day on")
                    .hint("give a day, such as `2025-06-01`"));
            }
        };
        let by = named(self.by.as_deref())?;
        let mut fresh = Dice::new(desk.now);
        let adopt = Adopt {
            policy: read(&self.file)?,
            from,
            by,
            note: self.note.clone(),
            event_id: fresh.id()?,
            salt: fresh.salt()?,
            dry_run: self.dry_run,
        };
        let report = policy::adopt(&mut desk.write()?, adopt, desk.now)?;
        show::report(desk, &report).map_err(|failure| written(failure, report.position))?;
        Ok(Answer::Done)
    }
}

impl Show {
    fn run(&self, desk: &Desk) -> Result<Answer, Failure> {
        let report = if let Some(report) = self.adopted(desk) {
            report
        } else if let Some(path) = &self.file {
            policy::show(&read(path)?, PolicySource::File(path.display().to_string()), None)
        } else {
            let asking = asking(self.as_of.as_deref(), self.known_at.as_deref())?;
            policy::adopted(&*desk.read()?, self.cohort.as_deref(), asking, desk.now)?
        };
        show::report(desk, &report)?;
        Ok(Answer::Done)
    }
}

impl Show {
    /// Shows what a cohort adopted, where its name stands in the place of a file that is not there.
    fn adopted(&self, desk: &Desk) -> Option<PolicyReport> {
        let name = self.file.as_ref().filter(|path| !path.exists())?.to_str()?;
        let asking = asking(self.as_of.as_deref(), self.known_at.as_deref()).ok()?;
        policy::adopted(&*desk.read().ok()?, Some(name), asking, desk.now).ok()
    }
}

impl Diff {
    fn run(&self, desk: &Desk) -> Result<Answer, Failure> {
        let source = |path: &Path| PolicySource::File(path.display().to_string());
        let first = read(&self.before)?;
        let report = if let Some(path) = &self.after {
            let second = read(path)?;
            policy::diff((first.policy(), source(&self.before)), (second.policy(), source(path)))
        } else {
            let log = desk.read()?;
            let (rules, _) = policy::in_force(
                &*log,
                Some(first.policy().cohort.as_str()),
                Asking::default(),
                desk.now,
            )?;
            let position = rules.adopted.map_or(0, |stamp| stamp.position);
            policy::diff(
                (rules.policy.policy(), PolicySource::Adopted(position)),
                (first.policy(), source(&self.before)),
            )
        };
        show::report(desk, &report)?;
        Ok(if report.changes.is_empty() { Answer::Done } else { Answer::No })
    }
}
