//! What is not about sessions.
