//! One module per thing that users do; each returns a report value.
