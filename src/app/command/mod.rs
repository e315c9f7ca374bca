//! The command line: what has no key, by its name.
//!
//! `:` opens it. What it may go on with is listed above it, `Tab` puts one after the other into the line, `↑` what was
//! entered before. `Enter` does what the line says; what it can't say is told, with the nearest that could be meant, and the
//! line can be had back with `:` `↑`.
//!
//! [`table`] has the commands, [`completion`] what a line may go on with, [`mod@line`] the line itself.

pub mod completion;
pub mod line;
pub mod table;

mod nearest;

use std::path::{Path, PathBuf};

use super::action::Action;
use super::event::{Effect, FolderEntry, LoadRequest, MouseUse, Permission, TypedPath};
use super::finder::recent::Recent;
use super::geometry::Geometry;
use super::key::{Gesture, Key, Mouse};
use super::reader::start::Start;
use super::source_line::SourceLine;
use super::state::{App, Mode};
use super::update::act_anywhere;
use crate::layout::pour::{Edge, Hyphenation, Order as TextOrder};
use crate::markdown::tree::Punctuation;
use line::{CommandLine, List, Pressed};
use table::{Order, Switch, read};

impl App {
    /// Opens the command line.
    pub(super) fn open_command_line(&mut self) {
        self.mode = Mode::Command(Box::new(CommandLine::new(&self.commands)));
    }

    /// Takes a key while the command line is typed.
    pub(super) fn press_in_command(&mut self, key: Key) -> Vec<Effect> {
        let action = self.keymap.meaning(key);
        let Mode::Command(line) = &mut self.mode else { return Vec::new() };
        let pressed = line.press(key);
        self.follow_command(pressed, action)
    }

    pub(super) fn paste_in_command(&mut self, text: &str) -> Vec<Effect> {
        let Mode::Command(line) = &mut self.mode else { return Vec::new() };
        let pressed = line.paste(text);
        self.follow_command(pressed, None)
    }

    /// A click on what the line may go on with chooses that; one beside the list leaves the line.
    pub(super) fn mouse_in_command(&mut self, mouse: Mouse, geometry: &Geometry) -> Vec<Effect> {
        let Mode::Command(line) = &mut self.mode else { return Vec::new() };
        if mouse.gesture != Gesture::Press || geometry.status.contains(mouse.column, mouse.row) {
            return Vec::new();
        }
        let Some(place) = List::new(geometry, line).at(mouse.column, mouse.row) else {
            self.mode = Mode::Reading;
            return Vec::new();
        };
        let pressed = line.choose(place);
        self.follow_command(pressed, None)
    }

    fn follow_command(&mut self, pressed: Pressed, action: Option<Action>) -> Vec<Effect> {
        match pressed {
            Pressed::Taken => Vec::new(),
            Pressed::Needs(folder) => vec![Effect::ListFolder(self.typed_path(folder))],
            Pressed::Entered => self.enter_command(),
            Pressed::Left => {
                self.mode = Mode::Reading;
                Vec::new()
            }
            Pressed::Other => action.map(act_anywhere).unwrap_or_default(),
        }
    }

    /// Takes in what is in a folder that was asked for.
    pub(super) fn learn_folder(&mut self, folder: &TypedPath, entries: Vec<FolderEntry>) -> Vec<Effect> {
        let Mode::Command(line) = &mut self.mode else { return Vec::new() };
        let Some(pressed) = line.learn(&folder.typed, entries) else { return Vec::new() };
        self.revision += 1;
        self.follow_command(pressed, None)
    }

    /// Does what the line says.
    fn enter_command(&mut self) -> Vec<Effect> {
        let Mode::Command(line) = std::mem::replace(&mut self.mode, Mode::Reading) else { return Vec::new() };
        let line = line.prompt().text().trim().to_owned();
        if line.is_empty() {
            return Vec::new();
        }
        self.commands.add(&line);
        match read(&line) {
            Ok(order) => self.obey(order),
            Err(sentence) => {
                self.say(&sentence);
                Vec::new()
            }
        }
    }

    fn obey(&mut self, order: Order) -> Vec<Effect> {
        match order {
            Order::Open(path) => return vec![Effect::OpenTyped(self.typed_path(path))],
            Order::Theme(name) => self.set_theme(name),
            Order::Width(width) => self.set_width(width),
            Order::Hyphenate(switch) => {
                let language = self.settings.language;
                self.settings.typography.hyphenation =
                    if switch == Switch::On { Hyphenation::On(language) } else { Hyphenation::Off };
            }
            Order::Justify(switch) => {
                self.settings.typography.edge = if switch == Switch::On { Edge::Justified } else { Edge::Ragged };
            }
            Order::Smart(switch) => {
                self.settings.typography.punctuation =
                    if switch == Switch::On { Punctuation::Smart } else { Punctuation::AsWritten };
            }
            Order::Bidi(switch) => {
                self.settings.typography.order =
                    if switch == Switch::On { TextOrder::Visual } else { TextOrder::Logical };
            }
            Order::Mouse(switch) => {
                return self.set_mouse(if switch == Switch::On { MouseUse::Program } else { MouseUse::Terminal });
            }
            Order::Recent => self.find_in(Box::<Recent>::default()),
            Order::Links => return self.open_links(),
            Order::Marks => self.open_marks(),
            Order::Percent(percent) => self.go_percent(Some(percent)),
            Order::Line(line) => return self.look_for_line(SourceLine { line, column: 1 }),
            Order::Help => self.toggle_help(),
            Order::Quit => return vec![Effect::Quit],
        }
        Vec::new()
    }

    /// Opens the file that is meant by what was typed.
    pub(super) fn open_meant(&mut self, path: PathBuf, start: Start) -> Vec<Effect> {
        self.loading = Some((path.clone(), start));
        vec![Effect::Load(LoadRequest { path, anchor: None, permission: Permission::Named })]
    }

    /// What was typed as a path, with the folder of the document, from which it is meant first.
    fn typed_path(&self, typed: String) -> TypedPath {
        TypedPath { typed, beside: self.reader().origin().resolve(Path::new(".")) }
    }
}
