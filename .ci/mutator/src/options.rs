//! The command line.

use regex_lite::Regex;

use crate::CRATES;
use crate::find::Mutant;

/// What is said when the command line makes no sense.
pub const HELP: &str = "\
usage: .ci/mutants [options]
  --crate domain|policy   only the mutants of this crate
  --only REGEX            only the mutants whose name (file:line:column: what it does) matches
  --shard K/N             only every Nth mutant, beginning with the Kth
  --seconds N             stop after so long, and say how many were not tried
  --no-cli                leave the program's own tests alone; the others are quicker
  --list                  list the mutants and run nothing
  --verbose               also say what killed each mutant";

/// What was asked for.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the command line")]
pub struct Options {
    krate: Option<String>,
    only: Option<Regex>,
    /// Which part, of how many.
    pub shard: Option<(usize, usize)>,
    /// How long it may take.
    pub seconds: Option<u64>,
    /// Say how to ask.
    pub help: bool,
    /// List only.
    pub list: bool,
    /// Say more.
    pub verbose: bool,
    /// Whether the program's own tests hunt too.
    pub cli: bool,
}

impl Options {
    /// Reads the command line.
    pub fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self { cli: true, ..Self::default() };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("`{word}` wants a value"));
            match word.as_str() {
                "--help" => options.help = true,
                "--list" => options.list = true,
                "--verbose" => options.verbose = true,
                "--no-cli" => options.cli = false,
                "--crate" => {
                    let name = value()?;
                    let known = CRATES.iter().find(|(short, long)| *short == name || *long == name);
                    let (_, long) = known.ok_or_else(|| format!("`{name}` is not mutated"))?;
                    options.krate = Some(format!("crates/{long}/"));
                }
                "--only" => {
                    options.only = Some(Regex::new(&value()?).map_err(|error| error.to_string())?);
                }
                "--shard" => options.shard = Some(shard(&value()?)?),
                "--seconds" => {
                    options.seconds = Some(value()?.parse().map_err(|_| "seconds are a number")?);
                }
                other => return Err(format!("`{other}` is no option")),
            }
        }
        Ok(options)
    }

    /// Tells whether a mutant is among those asked for.
    pub fn wants(&self, mutant: &Mutant) -> bool {
        self.krate.as_ref().is_none_or(|krate| mutant.file.starts_with(krate))
            && self.only.as_ref().is_none_or(|only| only.is_match(&mutant.name()))
    }
}

fn shard(text: &str) -> Result<(usize, usize), String> {
    let parts = text.split_once('/').and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
    parts
        .filter(|(k, n)| (1..=*n).contains(k))
        .ok_or_else(|| format!("`{text}` is no shard, such as `1/4`"))
}
