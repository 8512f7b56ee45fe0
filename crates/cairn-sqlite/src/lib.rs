//! The log on disk: one SQLite file, append-only.
