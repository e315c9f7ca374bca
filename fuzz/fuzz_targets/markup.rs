//! Parts of front matter, HTML and references, put together.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: preface_fuzz::let_guarded_panics_pass(), |input: &[u8]| preface_fuzz::markup(input));
