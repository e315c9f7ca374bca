//! An event → a new state and effects: the index of what every event and every action does.

use crate::document::outline::Direction;
use crate::document::{Discovery, Edition};
use crate::layout::folds::Standing;

use super::action::Action;
use super::apart::help;
use super::copying::pointing::Pointer;
use super::event::{DocumentId, Effect, Event, MouseUse, NOT_ALL_UTF_8};
use super::key::Key;
use super::keymap::Match;
use super::moving::NO_SECTIONS;
use super::prompt::Edit;
use super::reader::pan::Panning;
use super::state::{App, Mode, Sidebar};

impl App {
    pub(super) fn take(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(key) => {
                self.revision += 1;
                let effects = self.press(key);
                self.reader_mut().let_go();
                self.shown_mut().let_go();
                effects
            }
            Event::Paste(text) => {
                self.revision += 1;
                self.paste(&text)
            }
            Event::Mouse(mouse) => {
                self.revision += 1;
                let effects = self.mouse(mouse);
                self.reader_mut().let_go();
                effects
            }
            Event::Resize { columns, rows } => {
                self.size = (columns, rows);
                self.revision += 1;
                Vec::new()
            }
            Event::Discovered { document, edition, discoveries } => self.discovered(document, &edition, discoveries),
            Event::Begun(document) => {
                self.revision += 1;
                let effects = self.begin(document);
                self.say_how_it_ended(document);
                effects
            }
            Event::Touched(document) => self.touched(document),
            Event::Reread(request, outcome) => {
                self.revision += 1;
                self.reread_came(&request, outcome)
            }
            Event::Loaded(request, result) => {
                self.revision += 1;
                self.loaded(request, result)
            }
            Event::Peeked(request, result) => {
                self.revision += 1;
                self.peeked(&request, result)
            }
            Event::Edited(document, result) => {
                self.revision += 1;
                self.edited(document, result)
            }
            Event::Highlighted { document, id, paint } => {
                self.highlighted(document, id, paint);
                Vec::new()
            }
            Event::OpenedOutside { url, outcome } => {
                self.revision += 1;
                self.opened_outside(&url, outcome);
                Vec::new()
            }
            Event::Background(background) => {
                self.learn_background(background);
                Vec::new()
            }
            Event::Said(sentence) => {
                self.revision += 1;
                self.say(&sentence);
                Vec::new()
            }
            Event::Found { search, found } => {
                self.found(search, found);
                Vec::new()
            }
            Event::FolderListed(folder, entries) => self.learn_folder(&folder, entries),
            Event::Meant { path, start } => self.open_meant(path, start),
            Event::LinksFound { quest, found } => self.gathered(quest, found),
            Event::FilesLookedFor { document, missing } => {
                self.files_looked_for(document, missing);
                Vec::new()
            }
            // What goes on goes on behind every event.
            Event::Again => Vec::new(),
            Event::Resumed => {
                self.revision += 1;
                vec![Effect::Redraw]
            }
        }
    }

    /// Takes in what an indexer has found.
    fn discovered(&mut self, document: DocumentId, edition: &Edition, discoveries: Vec<Discovery>) -> Vec<Effect> {
        let Some(reader) = self.reader_of(document) else { return Vec::new() };
        if !reader.document().is_indexed_by(edition) {
            return Vec::new();
        }
        let invalid = reader.document().invalid_bytes() > 0;
        let was_growing = reader.document().is_growing();
        let on_page = reader.learn(discoveries);
        let newly_invalid = !invalid && reader.document().invalid_bytes() > 0;
        if document == DocumentId::APART {
            self.revision += 1;
        }
        if document == self.current {
            if newly_invalid {
                self.say(NOT_ALL_UTF_8);
            }
            // The contents and the progress are on the screen, too.
            self.revision += u64::from(on_page || self.geometry.is_some());
        }
        if was_growing || self.reader_of(document).is_some_and(|reader| reader.document().is_complete()) {
            self.say_how_it_ended(document);
        }
        self.reread_if_due(document)
    }

    /// Takes pasted text in, where a line is typed.
    fn paste(&mut self, text: &str) -> Vec<Effect> {
        match &mut self.mode {
            Mode::Search(_) => self.paste_in_search(text),
            Mode::Command(_) => self.paste_in_command(text),
            Mode::Find(_) => {
                self.paste_in_finder(text);
                Vec::new()
            }
            Mode::Filter(filter) => {
                if filter.prompt_mut().paste(text) == Edit::Changed {
                    filter.change();
                }
                Vec::new()
            }
            Mode::Hints(_) => {
                self.paste_in_hints(text);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn press(&mut self, key: Key) -> Vec<Effect> {
        if self.show_qr_of_message(key) || self.scroll_link(key) {
            return Vec::new();
        }
        // What happened is said until the next key, and what the mouse was about is over.
        let message = self.message.take();
        if let Mode::Search(asking) = &mut self.mode {
            asking.put_off(message);
        }
        self.pointer = Pointer::Idle;
        match self.mode {
            Mode::Ask(_) => return self.answer(key),
            Mode::Qr(_) => return self.close_qr(key),
            Mode::Filter(_) => return self.type_in_filter(key),
            Mode::Search(_) => return self.type_in_search(key),
            Mode::Find(_) => return self.press_in_finder(key),
            Mode::Command(_) => return self.press_in_command(key),
            Mode::Hints(_) => return self.type_in_hints(key),
            _ => {}
        }
        if let Some(effects) = self.key_in_whereabouts(key) {
            return effects;
        }
        match self.keymap.press(key) {
            Match::Action(action, count) => self.act(action, count),
            Match::Lettered(action, letter) => self.act_on_letter(action, letter),
            Match::Pending | Match::GivenUp => Vec::new(),
            Match::Nothing => {
                let help = self.keymap.key_for(Action::Help).unwrap_or_default();
                self.say(&format!("That is not a key here; {help} lists them."));
                Vec::new()
            }
        }
    }

    fn act(&mut self, action: Action, count: Option<u32>) -> Vec<Effect> {
        // Only what follows at once is about the same code.
        if !matches!(action, Action::Copy | Action::Escape) {
            self.shown_mut().unselect();
        }
        self.copied = self.copied.take().filter(|_| action == Action::CopyCode);
        let times = usize::try_from(count.unwrap_or(1)).unwrap_or(usize::MAX).max(1);
        if let Some(effects) = self.act_apart(action) {
            return effects;
        }
        if let Some(effects) = self.act_in_hits(action, times) {
            return effects;
        }
        let taken = match self.mode {
            Mode::Contents => self.act_in_contents(action, times),
            Mode::Themes(picker) => self.act_in_themes(picker, action, times),
            _ => false,
        };
        if taken {
            return Vec::new();
        }
        let page = self.shown().height().saturating_sub(2).max(1);
        let half = (self.shown().height() / 2).max(1);
        match action {
            Action::LineDown => self.scroll_down(times),
            Action::LineUp => self.scroll_up(times),
            Action::PageDown => return self.page_down(times.saturating_mul(page)),
            Action::PageUp => self.page_up(times.saturating_mul(page)),
            Action::HalfPageDown => self.half_page_down(times.saturating_mul(half)),
            Action::HalfPageUp => self.page_up(times.saturating_mul(half)),
            Action::Top => self.go_top(),
            Action::End => self.go_end(),
            Action::Percent => self.go_percent(count),
            Action::PanLeft => self.pan(Panning::Left(times)),
            Action::PanRight => self.pan(Panning::Right(times)),
            Action::PanStart => self.pan(Panning::Start),
            Action::PanEnd => self.pan(Panning::End),
            Action::ToggleFold => self.toggle_fold(),
            Action::FoldAll => self.fold_all(Standing::Closed),
            Action::UnfoldAll => self.fold_all(Standing::Open),
            Action::NextSection => self.next_section(times),
            Action::PreviousSection => self.previous_section(times),
            Action::NextSibling => return self.next_sibling(),
            Action::PreviousSibling => return self.previous_sibling(),
            Action::Parent => self.go_parent(),
            Action::Widen => self.widen(times),
            Action::Narrow => self.narrow(times),
            Action::ResetMeasure => self.reset_measure(),
            Action::CycleMeasure => self.cycle_measure(),
            Action::ToggleContents => self.toggle_contents(),
            Action::EnterContents => self.enter_contents(),
            Action::GoTo => self.open_go_to(),
            Action::NextLink => self.next_link(times),
            Action::PreviousLink => self.previous_link(times),
            Action::Follow => return self.follow(),
            Action::Links => return self.open_links(),
            Action::Hints => self.open_hints(),
            Action::FollowOutside => return self.follow_outside(),
            Action::Qr => self.show_qr(),
            Action::Copy => return self.copy_here(),
            Action::CopyCode => return self.copy_code(count),
            Action::CopyPlace => return self.copy_place(),
            Action::CopyCitation => return self.copy_citation(),
            Action::Back => self.go_back(times),
            Action::Forward => self.go_forward(times),
            Action::LastJump => self.go_last_jump(),
            Action::Peek => return self.peek(),
            Action::Alone => self.show_alone(count),
            Action::Source => self.toggle_source(),
            Action::Edit => return self.edit(),
            Action::Whereabouts => self.show_whereabouts(),
            // They come with a letter: see `act_on_letter`.
            Action::SetMark | Action::GoToMark => {}
            Action::Marks => self.open_marks(),
            Action::Search => self.open_search(),
            Action::NextHit => return self.next_hit(Direction::Forward, times),
            Action::PreviousHit => return self.next_hit(Direction::Back, times),
            Action::Hits => return self.open_hits(),
            Action::Themes => self.open_themes(),
            Action::ToggleMouse => return self.toggle_mouse(),
            Action::Reload => return self.reload(),
            Action::Redraw => return vec![Effect::Redraw],
            Action::Suspend => return vec![Effect::Suspend],
            Action::CommandLine => self.open_command_line(),
            Action::Help => self.toggle_help(),
            Action::Escape => return self.back_out(),
            Action::Close => {
                if !self.close() {
                    return vec![Effect::Quit];
                }
            }
            Action::Quit => return vec![Effect::Quit],
        }
        Vec::new()
    }

    /// Gives up, one thing at a time: an overlay, a goal, the focus, the search. Never quits.
    fn back_out(&mut self) -> Vec<Effect> {
        if self.close() {
            return Vec::new();
        }
        if self.reader_mut().give_up() || self.give_up_wish() || self.give_up_line() {
            self.say("Given up looking; you are where you were.");
            return Vec::new();
        }
        if self.shown_mut().unselect() || self.reader_mut().unfocus() {
            return Vec::new();
        }
        if self.reader().is_following() {
            self.reader_mut().hold_words();
            self.say("The end is not followed any more.");
            return Vec::new();
        }
        self.end_search()
    }

    /// Closes what is open on top. Returns whether there was anything.
    fn close(&mut self) -> bool {
        match self.mode {
            Mode::Apart(_) => {
                self.close_apart();
                true
            }
            Mode::Reading => false,
            Mode::Hints(_) => self.leave_hints(),
            Mode::Contents
            | Mode::Filter(_)
            | Mode::Search(_)
            | Mode::Hits(_)
            | Mode::Find(_)
            | Mode::Command(_)
            | Mode::Ask(_)
            | Mode::Qr(_)
            | Mode::Themes(_) => {
                self.mode = Mode::Reading;
                true
            }
        }
    }

    pub(super) fn toggle_help(&mut self) {
        self.mode = if self.is_helping() { Mode::Reading } else { Mode::Apart(Box::new(help::open(&self.keymap))) };
    }

    fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.set_mouse(match self.mouse {
            MouseUse::Program => MouseUse::Terminal,
            MouseUse::Terminal => MouseUse::Program,
        })
    }

    pub(super) fn set_mouse(&mut self, mouse: MouseUse) -> Vec<Effect> {
        self.mouse = mouse;
        self.say(match mouse {
            MouseUse::Terminal => "The mouse is the terminal's: it selects text. M takes it back.",
            MouseUse::Program => "The mouse works here: wheel, links, contents, and dragging copies.",
        });
        vec![Effect::Mouse(mouse)]
    }

    fn toggle_contents(&mut self) {
        if self.entries().is_empty() {
            self.say(NO_SECTIONS);
            return;
        }
        let beside = self.geometry.is_some_and(|geometry| geometry.contents.is_some());
        match (&self.mode, self.sidebar, beside) {
            (Mode::Contents | Mode::Filter(_), ..) => self.mode = Mode::Reading,
            (_, Sidebar::Shown, true) => self.sidebar = Sidebar::Hidden,
            // Where there is no room beside the page, the contents lie over it.
            (_, Sidebar::Shown, false) => self.enter_contents(),
            (_, Sidebar::Hidden, _) => {
                self.sidebar = Sidebar::Shown;
                self.settle();
                if self.geometry.is_some_and(|geometry| geometry.contents.is_none()) {
                    self.enter_contents();
                }
            }
        }
    }

    fn enter_contents(&mut self) {
        if self.entries().is_empty() {
            self.say(NO_SECTIONS);
            return;
        }
        if matches!(self.mode, Mode::Contents) {
            self.mode = Mode::Reading;
            return;
        }
        self.mode = Mode::Contents;
        let place = self.entries().place_of(self.reader().section()).unwrap_or(0);
        self.contents.choose(place);
    }
}

/// What an action does while a line is typed: what has nothing to do with the page.
pub(super) fn act_anywhere(action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => vec![Effect::Quit],
        Action::Redraw => vec![Effect::Redraw],
        Action::Suspend => vec![Effect::Suspend],
        _ => Vec::new(),
    }
}
