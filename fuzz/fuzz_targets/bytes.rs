//! Any bytes are printed, laid out and drawn.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: preface_fuzz::let_guarded_panics_pass(), |input: &[u8]| preface_fuzz::bytes(input));
