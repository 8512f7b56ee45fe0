//! Where a source file can be changed, and into what.

use std::ops::Range;

use syn::Expr;
use syn::spanned::Spanned;
use syn::visit::Visit;

use crate::values;

/// One change of the text.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// Its number, which switches it on; from 1.
    pub id: u32,
    /// The file, from the root of the repository.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What it does, such as `replace < with <= in late`.
    pub what: String,
    /// The bytes that it replaces.
    pub range: Range<usize>,
    /// What it puts there.
    pub text: String,
}

impl Mutant {
    /// Its name: stable as long as the file is.
    pub fn name(&self) -> String {
        format!("{}:{}:{}: {}", self.file, self.line, self.column, self.what)
    }

    /// Its name without its place, for a list that outlives an edit of the file.
    pub fn placeless(&self) -> String {
        format!("{}: {}", self.file, self.what)
    }
}

/// How a change is woven into the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weave {
    /// An expression becomes `(if off { it } else if on { other } else { another })`.
    Switch,
    /// A function begins with `if on { return constant; }`.
    Entry,
    /// The iterator that a function returns becomes an empty one.
    Nothing,
    /// An arm without a guard gets one.
    Arm,
    /// The guard of an arm that can be deleted too; the first mutant is the deletion.
    Guarded,
    /// A statement is only done if it is not deleted.
    Statement,
    /// A `const fn` is none in the copy, since it could not ask which mutant is on; unless all its mutants are dropped,
    /// because constants need it.
    NoConst,
}

/// A place in the text, and the mutants there; their numbers follow each other.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its bytes.
    pub range: Range<usize>,
    /// How its mutants are woven in.
    pub weave: Weave,
    /// The places in the list of mutants.
    pub mutants: Range<usize>,
}

/// Finds every mutant of a file; `mutants` grows, and its numbers go on from where it was.
pub fn find(file: &str, text: &str, mutants: &mut Vec<Mutant>) -> syn::Result<Vec<Place>> {
    let tree = syn::parse_file(text)?;
    let mut finder =
        Finder { file, text, owner: Vec::new(), within: Vec::new(), places: Vec::new(), mutants };
    finder.visit_file(&tree);
    Ok(finder.places)
}

/// The walk, and what it found so far.
pub struct Finder<'t> {
    file: &'t str,
    pub text: &'t str,
    /// The `impl`s around.
    pub owner: Vec<String>,
    /// The functions around.
    within: Vec<String>,
    places: Vec<Place>,
    mutants: &'t mut Vec<Mutant>,
}

impl Finder<'_> {
    pub fn text(&self, what: &impl Spanned) -> &str {
        &self.text[what.span().byte_range()]
    }

    pub fn place(&mut self, range: Range<usize>, weave: Weave, changes: Vec<Change>) {
        let first = self.mutants.len();
        for change in changes {
            let within = self.within.last().map_or(String::new(), |name| format!(" in {name}"));
            let before = &self.text[..change.at];
            self.mutants.push(Mutant {
                id: u32::try_from(self.mutants.len() + 1).unwrap_or(u32::MAX),
                file: self.file.to_owned(),
                line: before.matches('\n').count() + 1,
                column: before.chars().rev().take_while(|each| *each != '\n').count() + 1,
                what: if change.named { change.what } else { change.what + &within },
                range: change.range.unwrap_or(range.clone()),
                text: change.text,
            });
        }
        if first < self.mutants.len() {
            self.places.push(Place { range, weave, mutants: first..self.mutants.len() });
        }
    }

    pub fn switch(&mut self, expr: &impl Spanned, changes: Vec<Change>) {
        self.place(expr.span().byte_range(), Weave::Switch, changes);
    }

    pub fn function(&mut self, sig: &syn::Signature, block: &syn::Block) {
        let name = match self.owner.last() {
            Some(owner) => format!("{owner}::{}", sig.ident),
            None => sig.ident.to_string(),
        };
        let first = self.mutants.len();
        let inside = block.brace_token.span.open().byte_range().end
            ..block.brace_token.span.close().byte_range().start;
        let body = self.text[inside.clone()].trim().to_owned();
        let at = block.stmts.first().map_or(inside.start, start);
        let arrow = match &sig.output {
            syn::ReturnType::Default => String::new(),
            syn::ReturnType::Type(_, ty) => format!(" -> {}", values::told(ty)),
        };
        let change = |text: String| Change {
            at,
            what: format!("replace {name}{arrow} with {text}"),
            range: Some(inside.clone()),
            text,
            named: true,
        };
        let is_default = sig.ident == "default" && sig.inputs.is_empty();
        if values::is_iterator(&sig.output) {
            self.place(
                inside.clone(),
                Weave::Nothing,
                vec![change("::std::iter::empty()".to_owned())],
            );
        } else if !body.is_empty() && !is_default {
            let constants = values::of(&sig.output).into_iter().filter(|text| *text != body);
            let changes = constants.map(change).collect();
            self.place(inside.start..inside.start, Weave::Entry, changes);
        }
        self.within.push(name);
        self.visit_block(block);
        self.within.pop();
        if let Some(token) = &sig.constness {
            let range = token.span().byte_range().start..block.span().byte_range().end;
            let mutants = first..self.mutants.len();
            self.places.push(Place { range, weave: Weave::NoConst, mutants });
        }
    }

    /// The guard of an arm, or of a pattern in `matches!`; `deletable`: the arm is one of a match with a wildcard.
    pub fn guard(&mut self, guard: &Expr, deletion: Option<Change>) {
        let at = start(guard);
        let shown = brief(self.text(guard));
        let constant =
            |text: &str| Change::new(at, format!("replace match guard {shown} with {text}"), text);
        let constants = vec![constant("true"), constant("false")];
        match deletion {
            Some(deletion) => {
                let changes = std::iter::once(deletion).chain(constants).collect();
                self.place(guard.span().byte_range(), Weave::Guarded, changes);
            }
            None => self.switch(guard, constants),
        }
    }
}

/// A change before it has a number.
pub struct Change {
    at: usize,
    what: String,
    pub range: Option<Range<usize>>,
    text: String,
    /// Whether `what` already names the function.
    named: bool,
}

impl Change {
    pub fn new(at: usize, what: String, text: impl Into<String>) -> Self {
        Self { at, what, range: None, text: text.into(), named: false }
    }
}

pub fn start(what: &impl Spanned) -> usize {
    what.span().byte_range().start
}

pub fn brief(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
