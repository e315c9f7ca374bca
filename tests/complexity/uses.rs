//! What is done with a text: it is printed, set with every refinement, and read.

use std::io;
use std::sync::Arc;

use preface::app::App;
use preface::app::event::{Effect, Event, Loaded, Named};
use preface::app::key::{Code, Key};
use preface::app::settings::Settings;
use preface::document::Step;
use preface::layout::Pour;
use preface::layout::pour::{Edge, Hyphenation, Order};
use preface::library::Origin;
use preface::markdown::tree::Punctuation;
use preface::print::references::Links;
use preface::print::{self, Format};
use preface::text::hyphenation::Language;
use preface::theme::Theme;
use preface::theme::look::{Depth, Look};
use preface::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A use of a text.
pub(crate) struct Use {
    pub(crate) name: &'static str,
    pub(crate) run: fn(Vec<u8>),
}

/// All of them.
pub(crate) const USES: &[Use] =
    &[Use { name: "print", run: print }, Use { name: "set", run: set }, Use { name: "read", run: read }];

/// Prints it as it is by default.
fn print(text: Vec<u8>) {
    let format = Format { pour: Pour::printed(80), theme: None, links: Links::End };
    print::document(Arc::new(text), &format, &mut io::sink()).expect("nothing refuses it");
}

/// Prints it narrow, in colour, and with every refinement.
fn set(text: Vec<u8>) {
    let pour = Pour {
        punctuation: Punctuation::Smart,
        hyphenation: Hyphenation::On(Some(Language::English)),
        edge: Edge::Justified,
        order: Order::Visual,
        ..Pour::printed(30)
    };
    let look = Look { depth: Depth::True, ..Look::default() };
    let format = Format { pour, theme: Some(Theme::printed(look)), links: Links::Inline };
    print::document(Arc::new(text), &format, &mut io::sink()).expect("nothing refuses it");
}

/// Reads it: opens it, looks around while it is indexed and behind that, at two sizes.
fn read(text: Vec<u8>) {
    let first =
        Loaded { source: Arc::new(text), origin: Origin::File("/nowhere/text.md".into()), reached: None, note: None };
    let (app, effects) = App::open(first, Vec::<Named>::new(), Settings::default(), (100, 30));
    let mut reading = Reading { app, size: (100, 30) };
    reading.draw();
    reading.press(" G");
    reading.perform(effects);
    reading.press("g   b]]\t\t\tG[[g");
    reading.size = (60, 20);
    reading.happen(Event::Resize { columns: 60, rows: 20 });
    reading.press("  Gt");
}

struct Reading {
    app: App,
    size: (u16, u16),
}

impl Reading {
    fn press(&mut self, keys: &str) {
        for character in keys.chars() {
            let code = if character == '\t' { Code::Tab } else { Code::Char(character) };
            self.happen(Event::Key(Key { code, ctrl: false, alt: false }));
            self.draw();
        }
    }

    fn happen(&mut self, event: Event) {
        let effects = self.app.update(event);
        self.perform(effects);
    }

    /// Indexes, and goes on where it is asked to; there is no world for anything else.
    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Index(document, mut indexer) => {
                    while let Step::Found(discovery) = indexer.step() {
                        let edition = indexer.edition();
                        self.happen(Event::Discovered { document, edition, discoveries: vec![*discovery] });
                    }
                }
                Effect::Again => self.happen(Event::Again),
                _ => {}
            }
        }
    }

    fn draw(&self) {
        let mut frame = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        ui::draw(&self.app, &Theme::new(self.app.look()), &mut frame);
    }
}
