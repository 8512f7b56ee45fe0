//! The tests that are to kill: built once, run many times.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;

use crate::copy::Copy;
use crate::viable::cargo;

/// How hard a pass looks: environment for the tests.
pub type Effort = &'static [(&'static str, &'static str)];

/// One test binary.
#[derive(Debug, Clone)]
pub struct Binary {
    /// The name of the test target.
    pub name: String,
    path: PathBuf,
    folder: PathBuf,
}

/// One test.
#[derive(Debug, Clone)]
pub struct Test {
    /// Which binary it is in.
    pub binary: usize,
    /// Its name.
    pub name: String,
    /// How long it takes when no mutant is on.
    pub takes: Duration,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Every test passed.
    Passed,
    /// A test failed: this one first.
    Failed(String),
    /// It took too long.
    TimedOut,
}

/// Builds test binaries in the copy, each given as a crate and its test target.
pub fn build(copy: &Copy, wanted: &[(&str, &str)]) -> io::Result<Vec<Binary>> {
    let mut binaries = Vec::new();
    for (krate, target) in wanted {
        let mut cargo = cargo(copy);
        cargo.args(["test", "-j2", "--locked", "--no-run", "--message-format=json"]);
        cargo.args(["-p", krate, "--test", target]);
        let output = cargo.output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(io::Error::other(format!("the tests of {krate} do not build:\n{said}")));
        }
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        let built = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()).find(
            |message| message["target"]["name"] == *target && message["executable"].is_string(),
        );
        let path = built.and_then(|message| message["executable"].as_str().map(PathBuf::from));
        let path = path.ok_or_else(|| io::Error::other(format!("no test binary `{target}`")))?;
        let folder = copy.at.join("crates").join(krate);
        binaries.push(Binary { name: (*target).to_owned(), path, folder });
    }
    Ok(binaries)
}

impl Binary {
    /// Runs tests by their exact names, or all of them if none is named.
    pub fn run(
        &self,
        names: &[&str],
        environment: &[(&str, &str)],
        limit: Duration,
    ) -> io::Result<End> {
        let mut command = self.command();
        command.args(["--test-threads", "1"]);
        if !names.is_empty() {
            command.arg("--exact").args(names);
        }
        command.envs(environment.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let mut stdout = child.stdout.take();
        let reader = thread::spawn(move || {
            let mut said = Vec::new();
            if let Some(stdout) = &mut stdout {
                let _ = stdout.read_to_end(&mut said);
            }
            String::from_utf8_lossy(&said).into_owned()
        });
        let ended = wait(&mut child, limit)?;
        let Some(success) = ended else { return Ok(End::TimedOut) };
        let said = reader.join().unwrap_or_default();
        if success {
            return Ok(End::Passed);
        }
        let failed =
            said.lines().find_map(|line| line.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
        Ok(End::Failed(failed.unwrap_or("the process died").to_owned()))
    }

    /// A command in the folder of the crate, with a roof on its memory: some mutants would take all of it.
    fn command(&self) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -v 6000000; exec \"$0\" \"$@\""]).arg(&self.path);
        command.current_dir(&self.folder).stdin(Stdio::null());
        command.env("RUST_BACKTRACE", "0").env("CARGO_MANIFEST_DIR", &self.folder);
        // Found once is enough: nothing is shrunk, nothing is remembered, and two runs are alike.
        command
            .env("PROPTEST_MAX_SHRINK_ITERS", "0")
            .env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "1");
        command.env("PROPTEST_RNG_SEED", "20261123").env("PROPTEST_MAX_GLOBAL_REJECTS", "1000000");
        command
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let output = self.command().args(["--list", "--format", "terse"]).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
    }
}

fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<bool>> {
    let began = Instant::now();
    let mut pause = Duration::from_micros(500);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if began.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    }
}

/// The tests, and which of them come past each mutant.
#[derive(Debug, Default)]
pub struct Suite {
    /// The tests, in order of the binaries.
    pub tests: Vec<Test>,
    /// By mutant, the tests that come past it.
    pub reaches: BTreeMap<u32, Vec<usize>>,
}

/// Runs every test by itself with no mutant on: it must pass; notes how long it takes and what it comes past.
pub fn rehearse(copy: &Copy, binaries: &[Binary], effort: Effort) -> io::Result<Suite> {
    let mut suite = Suite::default();
    for (binary, built) in binaries.iter().enumerate() {
        for name in built.names()? {
            let began = Instant::now();
            let (end, reached) = reached_by(copy, built, &name, effort)?;
            let takes = began.elapsed();
            if end != End::Passed {
                let what = format!("`{name}` of `{}` does not pass with no mutant on", built.name);
                return Err(io::Error::other(what));
            }
            for id in reached {
                suite.reaches.entry(id).or_default().push(suite.tests.len());
            }
            suite.tests.push(Test { binary, name, takes });
        }
    }
    Ok(suite)
}

/// Runs a test with no mutant on; returns how it ended and which mutants it came past.
fn reached_by(
    copy: &Copy,
    binary: &Binary,
    name: &str,
    effort: Effort,
) -> io::Result<(End, BTreeSet<u32>)> {
    let list = copy.notes.join("reached.txt");
    let _ = fs::remove_file(&list);
    let path = list.display().to_string();
    let environment = [&[("CAIRN_MUTANTS_REACHED", path.as_str())], effort].concat();
    let end = binary.run(&[name], &environment, Duration::from_mins(10))?;
    let text = fs::read_to_string(&list).unwrap_or_default();
    Ok((end, text.lines().filter_map(|line| line.parse().ok()).collect()))
}
