//! The thread that paints code: started when there is some, it sleeps as long as nothing is wanted.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::app::Event;
use crate::app::event::DocumentId;
use crate::layout::highlight::{Snippet, paint};

/// Where wishes are sent to.
#[derive(Default)]
pub struct Painter {
    wishes: Option<Sender<Wishes>>,
}

/// What is to be painted, what is wanted first in front.
struct Wishes {
    document: DocumentId,
    codes: VecDeque<Snippet>,
}

impl Painter {
    /// Has code painted; whatever was wanted before and isn't begun is not wanted any more. `send` is used when the thread
    /// is started; it says whether anybody listens.
    pub fn want(&mut self, document: DocumentId, codes: Vec<Snippet>, send: impl Fn(Event) -> bool + Send + 'static) {
        let wishes = self.wishes.get_or_insert_with(|| {
            let (sender, receiver) = mpsc::channel();
            // Without a thread to be had the code stays plain.
            let _ = thread::Builder::new().name("paint".to_owned()).spawn(move || work(&receiver, send));
            sender
        });
        let _ = wishes.send(Wishes { document, codes: codes.into() });
    }
}

fn work(receiver: &Receiver<Wishes>, send: impl Fn(Event) -> bool) {
    while let Ok(mut wishes) = receiver.recv() {
        while let Some(code) = next(&mut wishes, receiver) {
            let (document, id) = (wishes.document, code.id);
            let paint = paint(&code);
            // Who asked in the meantime didn't know that it is done.
            while let Ok(newer) = receiver.try_recv() {
                wishes = newer;
                wishes.codes.retain(|code| code.id != id || wishes.document != document);
            }
            if !send(Event::Highlighted { document, id, paint }) {
                return;
            }
        }
    }
}

/// What is wanted first by now.
fn next(wishes: &mut Wishes, receiver: &Receiver<Wishes>) -> Option<Snippet> {
    while let Ok(newer) = receiver.try_recv() {
        *wishes = newer;
    }
    wishes.codes.pop_front()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_last_is_painted_in_its_order() {
        let code = |number: usize| Snippet::new("rust", &format!("let x = {number};"));
        let (sender, receiver) = mpsc::channel();
        let mut painter = Painter::default();
        for codes in [vec![code(0), code(1)], vec![], vec![code(2), code(3), code(4)]] {
            let sender = sender.clone();
            painter.want(DocumentId(0), codes, move |event| sender.send(event).is_ok());
        }
        let mut painted = Vec::new();
        while painted.last() != Some(&code(4).id) {
            let Ok(Event::Highlighted { id, paint, .. }) = receiver.recv() else { panic!("nothing else is sent") };
            assert!(!paint.is_empty());
            painted.push(id);
        }
        let wanted: Vec<_> = [2, 3, 4].map(|number| code(number).id).into();
        assert!(painted.ends_with(&wanted), "{painted:?}");
    }
}
