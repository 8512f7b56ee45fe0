//! Policies: checked, adopted, read aloud, and compared.

mod adopt;
mod check;
mod show;

pub use adopt::{Adopt, AdoptReport, adopt};
pub use check::{CheckedFile, PolicyCheckReport, PolicyFault, check};
pub use show::{
    PolicyChange, PolicyDiffReport, PolicyLine, PolicyReport, PolicySection, PolicySource, adopted,
    diff, in_force, show,
};
