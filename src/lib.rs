//! `preface`: a terminal reader for books and documents in Markdown.

pub mod app;
pub mod document;
pub mod layout;
pub mod library;
pub mod markdown;
pub mod runtime;
pub mod text;
