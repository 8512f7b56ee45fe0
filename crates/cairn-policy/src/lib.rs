//! Policy files (TOML) to policies, with errors that point into the file.
