//! `preface`: a terminal reader for books and documents in Markdown.

pub mod app;
pub mod library;
pub mod runtime;
pub mod text;
