//! The thread that gathers the links of a document: it begins when somebody opens the list of them, and ends with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Event;
use crate::app::event::DocumentId;
use crate::app::finder::gathered::LinkQuest;
use crate::document::search::links_in;

use super::documents;

/// How long what is found is gathered behind the first part: each event may cost a frame.
const BATCH: Duration = Duration::from_millis(30);

/// What is being gathered.
#[derive(Default)]
pub struct Gathering {
    ended: Option<Arc<AtomicBool>>,
}

impl Gathering {
    /// Begins in place of what was gathered before. `send` says whether anybody listens.
    pub fn begin(&mut self, quest: LinkQuest, send: impl Fn(Event) -> bool + Send + 'static) {
        self.end();
        let ended = Arc::new(AtomicBool::new(false));
        self.ended = Some(Arc::clone(&ended));
        // Without a thread to be had nothing is found.
        let _ = thread::Builder::new().name("links".to_owned()).spawn(move || work(&quest, &ended, &send));
    }

    /// Ends it; the thread ends when it is through with the part that it is at.
    pub fn end(&mut self) {
        if let Some(ended) = self.ended.take() {
            ended.store(true, Ordering::Relaxed);
        }
    }
}

impl Drop for Gathering {
    fn drop(&mut self) {
        self.end();
    }
}

fn work(quest: &LinkQuest, ended: &AtomicBool, send: &impl Fn(Event) -> bool) {
    let mut found = Vec::new();
    let mut sent = Instant::now();
    for place in 0.. {
        let Some(part) = quest.walk.part(place) else { break };
        found.push(links_in(&*quest.source, &quest.walk, part, &quest.known));
        if ended.load(Ordering::Relaxed) {
            return;
        }
        if place == 0 || sent.elapsed() >= BATCH {
            sent = Instant::now();
            if !send(Event::LinksFound { quest: quest.id, found: std::mem::take(&mut found) }) {
                return;
            }
        }
    }
    send(Event::LinksFound { quest: quest.id, found });
}

/// Looks which of the files that links of a document lead to are not there. Only below `root`: elsewhere a look alone may
/// wake up another machine.
pub fn look_for_files(
    document: DocumentId,
    files: Vec<PathBuf>,
    root: Option<PathBuf>,
    send: impl Fn(Event) -> bool + Send + 'static,
) {
    let _ = thread::Builder::new().name("files".to_owned()).spawn(move || {
        send(Event::FilesLookedFor { document, missing: missing(files, root.as_deref()) });
    });
}

/// Those of the files that would be below `root` and are not there.
#[must_use]
pub fn missing(files: Vec<PathBuf>, root: Option<&Path>) -> Vec<PathBuf> {
    let is_missing = |file: &PathBuf| root.is_some_and(|root| file.starts_with(root)) && !documents::exists(file);
    files.into_iter().filter(is_missing).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use super::*;
    use crate::app::finder::gathered::Gathered;
    use crate::document::{Cutting, Document};

    fn gathered(text: &str, from: u64) -> Gathered {
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
        indexer.for_each(|discovery| document.learn(discovery));
        Gathered::new(7, &document, from)
    }

    #[test]
    fn all_links_come_in_and_then_it_ends() {
        let text: String = (0..20_000).map(|number| format!("Words [l{number}](/{number}) and more.\n\n")).collect();
        let mut gathered = gathered(&text, 300_000);
        let (sender, receiver) = mpsc::channel();
        let mut gathering = Gathering::default();
        gathering.begin(gathered.quest().clone(), move |event| sender.send(event).is_ok());
        // The channel ends when the thread does.
        while let Ok(event) = receiver.recv() {
            let Event::LinksFound { quest: 7, found } = event else { panic!("nothing else is sent") };
            gathered.learn(found);
        }
        assert!(gathered.has_ended());
        assert_eq!(gathered.len(), 20_000);
    }

    #[test]
    fn nobody_who_listens_ends_it() {
        let (sender, receiver) = mpsc::channel::<()>();
        let quest = gathered(&"[a](/b)\n\n".repeat(200_000), 0).quest().clone();
        let mut gathering = Gathering::default();
        gathering.begin(quest, move |_| {
            let _held = &sender;
            false
        });
        assert!(receiver.recv().is_err());
    }

    #[test]
    fn files_are_looked_for_below_the_root_alone() {
        let folder = tempfile::TempDir::with_prefix("preface-").unwrap();
        let file = |name: &str| folder.path().join(name);
        fs::write(file("a.md"), "").unwrap();
        let files = vec![file("a.md"), file("a"), file("b.md"), "/elsewhere/c.md".into()];
        assert_eq!(missing(files.clone(), Some(folder.path())), [file("b.md")]);
        assert_eq!(missing(files, None), [""; 0].map(PathBuf::from));
    }
}
