//! Printing on all cores: each thread indexes a stretch, lays it out, and takes the next one.
//!
//! ```text
//! stretch      1   index and parse ─▶ join ─▶ number ─▶ lay out ─▶ write
//!                                      │        │                    │
//!              2   index and parse ─▶ join ─▶ number ─▶ lay out ─▶ write
//!                                      │        │                    │
//!                  each by itself     in their order  each by itself  in their order
//! ```
//!
//! A stretch is indexed before it is known what stands above it: see [`crate::document::stretch`]. To *join* it is to find
//! out whether it began where it was thought to, and to let the document learn what is in it. Its links are *numbered* when
//! those above have their numbers.
//!
//! What is printed is what [`print::document`] prints, but that a list of links which has become too long to be kept may
//! come between two other blocks. Only so many stretches are on their way at a time; where one of them
//! waits for what the rest of the document defines, the index goes on ahead, to the end if it has to.

mod press;

use std::io::{self, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::thread;

use crate::document::{Cutting, Document};
use crate::print::{self, Format};
use crate::text::read_at::ReadAt;
use press::Press;

/// A document of at most so many bytes is printed on one thread: others would not have begun before it is done.
const SMALL: u64 = 256 * 1024;

/// Prints a document. Returns how many of its bytes were not UTF-8, and are printed as U+FFFD.
///
/// # Errors
///
/// When the writer fails, or the system refuses any thread.
pub fn document(source: Arc<dyn ReadAt>, format: &Format, out: &mut dyn Write) -> io::Result<usize> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    if source.len() <= SMALL || threads == 1 {
        return print::document(source, format, out);
    }
    let (document, _) = Document::open(source, Cutting::for_all());
    let format = format.for_document(&document);
    let press = Press::new(document, &format, threads);
    thread::scope(|scope| {
        // However this ends, the others must: they are waited for.
        let _stop = press.stop_at_end();
        // This thread is one of them.
        for other in 1..threads {
            let begun = thread::Builder::new().name("print".to_owned()).spawn_scoped(scope, || press.work());
            match begun {
                Ok(_) => {}
                Err(error) if other == 1 => return Err(error),
                // Those that there are do it.
                Err(_) => break,
            }
        }
        press.work_and_write(out)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::layout::Pour;
    use crate::print::references::Links;

    /// The same text as often as it takes to be printed on several threads.
    fn long(text: &str) -> Arc<Vec<u8>> {
        Arc::new(text.repeat(280 * 1024 / text.len()).into_bytes())
    }

    #[test]
    fn many_threads_print_what_one_prints() {
        let guide = include_str!("../../../tests/corpus/guide.md");
        for text in [guide, "A [link](/a), [later], and [^note].\n\n", "one line\n"] {
            let source = Arc::new([&**long(text), b"\n[later]: /b\n\n[^note]: n\n"].concat());
            for links in [Links::End, Links::Inline] {
                let format = Format { pour: Pour::printed(40), theme: None, links };
                let (mut one, mut many) = (Vec::new(), Vec::new());
                print::document(source.clone(), &format, &mut one).unwrap();
                document(source.clone(), &format, &mut many).unwrap();
                assert!(one == many, "{links:?} {:?}", &text[..9]);
            }
        }
    }

    /// A source that grows when somebody waits for it.
    struct Growing {
        text: Vec<u8>,
        there: AtomicUsize,
    }

    impl ReadAt for Growing {
        fn len(&self) -> u64 {
            self.there.load(Ordering::SeqCst) as u64
        }
        fn has_ended(&self) -> bool {
            self.len() == self.text.len() as u64
        }
        fn wait_beyond(&self, known: u64) {
            while self.len() <= known && !self.has_ended() {
                let more = (self.there.load(Ordering::SeqCst) + 20_000).min(self.text.len());
                self.there.store(more, Ordering::SeqCst);
            }
        }
        fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
            self.text[..self.there.load(Ordering::SeqCst)].to_vec().read_at(offset, buf)
        }
    }

    #[test]
    fn what_is_still_arriving_is_printed_like_what_is_there() {
        let guide = include_str!("../../../tests/corpus/guide.md");
        for text in [guide.repeat(12), format!("[a] [x]\n\n```\n{}```\n\n[a]: /b\n", "word\n\n".repeat(150_000))] {
            let format = Format { pour: Pour::printed(40), theme: None, links: Links::End };
            let (mut one, mut many) = (Vec::new(), Vec::new());
            print::document(Arc::new(text.clone().into_bytes()), &format, &mut one).unwrap();
            let source = Growing { text: text.into_bytes(), there: AtomicUsize::new(300_000) };
            document(Arc::new(source), &format, &mut many).unwrap();
            assert!(one == many);
        }
    }

    #[test]
    fn nobody_waits_for_who_waits_for_him() {
        // Every other chunk wants a label that is defined far behind it, or never.
        let plain = "words and words\n\n".repeat(2_500);
        let text: String =
            (0..40).map(|number| format!("[a{number}] [x]\n\n{plain}[a{}]: /b\n\n", number / 2)).collect();
        let source = Arc::new(text.into_bytes());
        let format = Format { pour: Pour::printed(40), theme: None, links: Links::End };
        let (mut one, mut many) = (Vec::new(), Vec::new());
        print::document(source.clone(), &format, &mut one).unwrap();
        document(source, &format, &mut many).unwrap();
        assert!(one == many);
    }

    #[test]
    fn a_writer_that_fails_ends_it() {
        struct Broken(usize);
        impl Write for Broken {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::BrokenPipe)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let format = Format { pour: Pour::printed(40), theme: None, links: Links::End };
        let result = document(long("words and words\n\n"), &format, &mut Broken(2));
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }

    #[test]
    fn a_writer_that_panics_leaves_nobody_waiting() {
        struct Panicking;
        impl Write for Panicking {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                panic!("as it is meant to")
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (sender, receiver) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let format = Format { pour: Pour::printed(40), theme: None, links: Links::End };
            let run = || document(long("words and words\n\n"), &format, &mut Panicking);
            sender.send(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err())
        });
        assert_eq!(receiver.recv_timeout(std::time::Duration::from_secs(20)), Ok(true));
    }
}
