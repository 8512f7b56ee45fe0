//! Places in a policy, by the keys of a policy file.

use std::fmt;

/// One step into a part of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To what stands under a key.
    Key(&'static str),
    /// To an entry of a list, counted from 0.
    Nth(usize),
}

/// The way from a part of a policy to something in it.
///
/// Where a file has a short form for something, the way leads through the long form: whoever follows it in a file passes
/// over the steps that the file does not have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path(Vec<Step>);

impl Path {
    /// Returns the steps.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Returns the last key on the way.
    #[must_use]
    pub fn last_key(&self) -> Option<&'static str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(*key),
            Step::Nth(_) => None,
        })
    }

    fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Returns the way to a key from here.
    #[must_use]
    pub fn key(&self, key: &'static str) -> Self {
        self.then(Step::Key(key))
    }

    /// Returns the way to an entry from here.
    #[must_use]
    pub fn nth(&self, place: usize) -> Self {
        self.then(Step::Nth(place))
    }
}

impl From<&'static str> for Path {
    fn from(key: &'static str) -> Self {
        Self(vec![Step::Key(key)])
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps = self.0.iter().map(|step| match step {
            Step::Key(key) => (*key).to_owned(),
            Step::Nth(nth) => nth.to_string(),
        });
        f.write_str(&steps.collect::<Vec<_>>().join("."))
    }
}

/// Where in a policy a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Something at the top: outcomes and the certificate stand there, too.
    Top(Path),
    /// A session, by its place in the list, and the way to it.
    Session(usize, Path),
    /// A requirement, by its place in the list, and the way to it; `id` is its name.
    Requirement(usize, Path),
}

impl Place {
    /// Returns a place at the top.
    #[must_use]
    pub fn top(key: &'static str) -> Self {
        Self::Top(key.into())
    }

    /// Returns a place in a session.
    #[must_use]
    pub fn session(place: usize, key: &'static str) -> Self {
        Self::Session(place, key.into())
    }

    /// Returns a place in a requirement.
    #[must_use]
    pub fn requirement(place: usize, path: impl Into<Path>) -> Self {
        Self::Requirement(place, path.into())
    }

    /// Returns the place of a key within this place.
    #[must_use]
    pub fn key(&self, key: &'static str) -> Self {
        self.deeper(|path| path.key(key))
    }

    /// Returns the place of an entry within this place.
    #[must_use]
    pub fn nth(&self, place: usize) -> Self {
        self.deeper(|path| path.nth(place))
    }

    fn deeper(&self, step: impl Fn(&Path) -> Path) -> Self {
        let mut place = self.clone();
        let (Self::Top(path) | Self::Session(_, path) | Self::Requirement(_, path)) = &mut place;
        *path = step(path);
        place
    }
}
