//! What is done with a text: it is printed, set with every refinement, read, and searched.

use std::io;
use std::sync::Arc;

use preface::app::App;
use preface::app::event::{Effect, Event, Loaded, Named};
use preface::app::finder::gathered::LinkQuest;
use preface::app::key::{Code, Key};
use preface::app::search::Quest;
use preface::app::settings::Settings;
use preface::document::Step;
use preface::document::search::{find_in, links_in};
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

/// How many chunks are told of at once. The program tells of what it has found in 50 ms, which are more.
const GATHERED: usize = 16;

/// A use of a text.
pub(crate) struct Use {
    pub(crate) name: &'static str,
    pub(crate) run: fn(Vec<u8>),
}

/// All of them.
pub(crate) const USES: &[Use] = &[
    Use { name: "print", run: print },
    Use { name: "set", run: set },
    Use { name: "read", run: read },
    Use { name: "search", run: search },
];

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
    let (mut reading, effects) = Reading::open(text);
    reading.press(" G");
    reading.perform(effects);
    reading.press("g   b]]\t\t\tG[[g");
    reading.size = (60, 20);
    reading.happen(Event::Resize { columns: 60, rows: 20 });
    reading.press("  Gt");
}

/// Searches it, goes from hit to hit, and looks at the lists of its hits, its links and its sections.
fn search(text: Vec<u8>) {
    let (mut reading, effects) = Reading::open(text);
    reading.draw();
    reading.perform(effects);
    reading.press("/a");
    reading.look();
    reading.press("\nnnN&\u{1b}F");
    reading.gather();
    reading.press("a\u{1b}oa\u{1b}");
}

struct Reading {
    app: App,
    size: (u16, u16),
    quest: Option<Box<Quest>>,
    links: Option<Box<LinkQuest>>,
}

impl Reading {
    fn open(text: Vec<u8>) -> (Self, Vec<Effect>) {
        let origin = Origin::File("/nowhere/text.md".into());
        let first = Loaded { source: Arc::new(text), origin, reached: None, note: None };
        let (app, effects) = App::open(first, Vec::<Named>::new(), Settings::default(), (100, 30));
        let reading = Self { app, size: (100, 30), quest: None, links: None };
        reading.draw();
        (reading, effects)
    }

    fn press(&mut self, keys: &str) {
        for character in keys.chars() {
            let code = match character {
                '\t' => Code::Tab,
                '\n' => Code::Enter,
                '\u{1b}' => Code::Esc,
                character => Code::Char(character),
            };
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
                Effect::Index(document, mut indexer) => loop {
                    let edition = indexer.edition();
                    let step = |_| match indexer.step() {
                        Step::Found(discovery) => Some(*discovery),
                        Step::Waiting(_) | Step::Done => None,
                    };
                    let discoveries: Vec<_> = (0..GATHERED).map_while(step).collect();
                    if discoveries.is_empty() {
                        break;
                    }
                    self.happen(Event::Discovered { document, edition, discoveries });
                },
                Effect::Again => self.happen(Event::Again),
                Effect::Search(quest) => self.quest = Some(quest),
                Effect::SearchPart(quest, part) => {
                    let found = vec![find_in(&*quest.source, &quest.walk, part, &quest.pattern, &quest.known)];
                    self.happen(Event::Found { search: quest.id, found });
                }
                Effect::EndSearch => self.quest = None,
                Effect::GatherLinks(quest) => self.links = Some(quest),
                Effect::EndGathering => self.links = None,
                _ => {}
            }
        }
    }

    /// Looks through all of the text for what is searched.
    fn look(&mut self) {
        let mut place = 0;
        while let Some(quest) = &self.quest
            && let Some(part) = quest.walk.part(place)
        {
            let found = vec![find_in(&*quest.source, &quest.walk, part, &quest.pattern, &quest.known)];
            let search = quest.id;
            self.happen(Event::Found { search, found });
            place += 1;
        }
    }

    /// Looks through all of the text for links.
    fn gather(&mut self) {
        let mut place = 0;
        while let Some(quest) = &self.links
            && let Some(part) = quest.walk.part(place)
        {
            let found = vec![links_in(&*quest.source, &quest.walk, part, &quest.known)];
            let quest = quest.id;
            self.happen(Event::LinksFound { quest, found });
            place += 1;
        }
    }

    fn draw(&self) {
        let mut frame = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        ui::draw(&self.app, &Theme::new(self.app.look()), &mut frame);
    }
}
