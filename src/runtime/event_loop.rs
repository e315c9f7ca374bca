//! The loop: events in, the state updated, effects performed, and one frame for all that had queued up.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::time::Instant;

use crate::app::editing::EditRequest;
use crate::app::event::{MouseUse, Named, Outcome};
use crate::app::reader::start::Opening;
use crate::app::settings::Settings;
use crate::app::{App, Effect, Event};
use crate::document::lines::line_number;
use crate::text::clip::Clip;
use crate::text::sanitize::Safe;
use crate::theme::Theme;
use crate::theme::look::Look;
use crate::ui;

use super::answer::{self, is_worth_asking};
use super::clicks::Clicks;
use super::clipboard::osc52;
use super::decoder::Input;
use super::documents::root_of;
use super::editor::Editors;
use super::gathering::{self, Gathering};
use super::input::Keyboard;
use super::keeper::Keeper;
use super::opener::{self, Surroundings, Way};
use super::painter::Painter;
use super::searching::Searching;
use super::signals::{self, Signal, Stop};
use super::state_file::StateFile;
use super::terminal::{self, MOST_COLUMNS, MOST_ROWS, MouseMode, Screen};
use super::watch::Watch;
use super::workers;

/// What wakes the loop.
enum Wake {
    Event(Event),
    /// A step of an index, and what its thread waits for.
    Found(Event, Taken),
    Signal(Signal),
    Input(Input),
}

/// Dropped, it lets the thread that has sent something go on.
struct Taken(SyncSender<()>);

impl Drop for Taken {
    fn drop(&mut self) {
        // It is full if the thread had not begun to wait: one more does not count.
        let _ = self.0.try_send(());
    }
}

/// How the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The reader quit.
    Quit,
    /// A signal with this number asked for it.
    Signal(i32),
    /// The terminal has vanished.
    Gone,
}

impl Ending {
    /// The exit code: 0, or 128 and the number of the signal; a terminal that vanishes counts as SIGHUP.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::Signal(number) => 128_u8.saturating_add(u8::try_from(number).unwrap_or(127)),
            Self::Gone => 129,
        }
    }
}

/// Reads what `opening` says on the terminal until the reader quits; `others` were named behind it. What is to be
/// remembered is written to `state`.
///
/// # Errors
///
/// When there is no terminal, or it can't be written to.
pub fn run(opening: Opening, others: Vec<Named>, settings: Settings, state: Option<StateFile>) -> io::Result<Ending> {
    let was_terminal = io::stdout().is_terminal();
    match start(opening, others, settings, Keeper::new(state)) {
        // A terminal that vanishes may be noticed by a frame, or by the SIGCONT that comes with the hang-up, before
        // anything else says so.
        Err(_) if was_terminal && !io::stdout().is_terminal() => Ok(Ending::Gone),
        result => result,
    }
}

fn start(opening: Opening, others: Vec<Named>, settings: Settings, keeper: Keeper) -> io::Result<Ending> {
    let (sender, receiver) = mpsc::channel();
    let root = root_of(&opening.first.origin);
    let (columns, rows) = size();
    // Everything that the first frame shows is known before the screen changes, and nothing else is done until it is
    // there.
    let (mut app, mut effects) = App::open(opening, others, settings, (columns, rows));
    // As long as the terminal is not taken a signal ends the program at once; from here on it is given back first.
    let caught = signals::catch()?;
    if size() != (columns, rows) {
        let (columns, rows) = size();
        effects.extend(app.update(Event::Resize { columns, rows }));
    }
    let mut screen = Screen::enter(MouseMode::Captured)?;
    let look = app.look();
    let theme = Theme::new(look);
    screen.draw(|frame| ui::draw(&app, &theme, frame))?;
    let signals = sender.clone();
    signals::watch(caught, move |signal| drop(signals.send(Wake::Signal(signal))))?;
    let keys = sender.clone();
    let mut clicks = Clicks::default();
    let keyboard = Keyboard::start(move |input| drop(keys.send(Wake::Input(clicks.count(input, Instant::now())))))?;
    let drawn = app.revision();
    let question = if is_worth_asking(std::env::var("TERM").ok().as_deref()) { Question::Open } else { Question::Idle };
    let edge = Edge {
        screen,
        keyboard,
        sender,
        root: root.clone(),
        surroundings: Surroundings::from_env(),
        editors: Editors::from_env(),
        question,
        painter: Painter::default(),
        searching: Searching::default(),
        gathering: Gathering::default(),
        watch: Watch::new(root),
        keeper,
    };
    let mut reading = Loop { app, theme, look, edge, drawn, ending: None, going_on: GoingOn::Idle };
    let result = reading.turn(&receiver, effects);
    reading.finish();
    result
}

/// The size of the terminal, as far as it is drawn on.
fn size() -> (u16, u16) {
    let (columns, rows) = Screen::size();
    (columns.min(MOST_COLUMNS), rows.min(MOST_ROWS))
}

struct Loop {
    app: App,
    /// The theme that `look` makes.
    theme: Theme,
    look: Look,
    edge: Edge,
    /// The revision that is on the screen.
    drawn: u64,
    ending: Option<Ending>,
    going_on: GoingOn,
}

/// Whether the program asked to be called again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GoingOn {
    Idle,
    /// It is called once, however often it asked.
    Due,
}

impl Loop {
    fn turn(&mut self, receiver: &Receiver<Wake>, effects: Vec<Effect>) -> io::Result<Ending> {
        self.perform(effects)?;
        loop {
            if let Some(ending) = self.ending {
                if ending != Ending::Gone {
                    self.catch_answer(receiver);
                }
                return Ok(ending);
            }
            if self.app.revision() != self.drawn {
                self.drawn = self.app.revision();
                self.draw()?;
            }
            let wake = if std::mem::replace(&mut self.going_on, GoingOn::Idle) == GoingOn::Due {
                // What is known so far is on the screen, and what has queued up meanwhile comes before the next time.
                Wake::Event(Event::Again)
            } else if let Ok(wake) = receiver.try_recv() {
                wake
            } else {
                self.ask()?;
                // The sender is kept here, so there is always one.
                let Ok(wake) = receiver.recv() else { return Ok(Ending::Quit) };
                wake
            };
            self.take(wake)?;
            // What has queued up is taken in before one frame is drawn for all of it.
            while self.ending.is_none()
                && let Ok(wake) = receiver.try_recv()
            {
                self.take(wake)?;
            }
        }
    }

    /// Gives the terminal back, and has written what is to be remembered.
    fn finish(mut self) {
        self.edge.give_away();
        self.finish_notes();
    }

    fn finish_notes(&mut self) {
        let send = self.edge.sending();
        self.edge.keeper.finish(self.app.notes(), send);
    }

    /// Has written where the documents are now.
    fn keep_places(&mut self) {
        let notes = self.app.notes();
        let send = self.edge.sending();
        self.edge.keeper.keep(notes, send);
    }

    fn draw(&mut self) -> io::Result<()> {
        let look = self.app.look();
        if look != self.look {
            self.look = look;
            self.theme = Theme::new(look);
        }
        self.edge.screen.put_cursor(ui::cursor(&self.app));
        self.edge.screen.draw(|frame| ui::draw(&self.app, &self.theme, frame))
    }

    /// Asks for the background, once: when a frame is there whose look it can change, and nothing typed ahead is waiting.
    fn ask(&mut self) -> io::Result<()> {
        let asks = self.edge.question == Question::Open && self.look.depends_on_background();
        if !asks || !self.edge.screen.has_frame() || terminal::has_input() {
            return Ok(());
        }
        self.edge.question = Question::Asked(Instant::now());
        self.edge.screen.write_raw(answer::QUESTION)
    }

    /// Keeps an answer that is under way from the shell, if the program was left right behind its first frame.
    fn catch_answer(&mut self, receiver: &Receiver<Wake>) {
        while let Question::Asked(when) = self.edge.question
            && let Some(left) = answer::UNDER_WAY.checked_sub(when.elapsed())
        {
            match receiver.recv_timeout(left) {
                Ok(Wake::Input(Input::Answered | Input::Gone)) | Err(_) => self.edge.question = Question::Answered,
                // What was typed ahead of it must not keep it from being read.
                Ok(Wake::Input(_)) => self.edge.keyboard.taken(),
                Ok(_) => {}
            }
        }
    }

    fn take(&mut self, wake: Wake) -> io::Result<()> {
        match wake {
            Wake::Event(event) => self.update(event),
            Wake::Found(event, taken) => {
                let updated = self.update(event);
                drop(taken);
                updated
            }
            Wake::Input(input) => {
                self.edge.keyboard.taken();
                self.take_input(input)
            }
            Wake::Signal(Signal::Resize) => {
                let (columns, rows) = size();
                self.edge.screen.resize(columns, rows);
                self.update(Event::Resize { columns, rows })
            }
            Wake::Signal(Signal::Terminate(number)) => {
                self.ending = Some(Ending::Signal(number));
                Ok(())
            }
            Wake::Signal(Signal::Suspend) => self.suspend(Stop::Process),
            Wake::Signal(Signal::Continue) => {
                self.edge.screen.leave();
                self.edge.screen.enter_again()?;
                self.edge.ask_again();
                self.came_back()
            }
        }
    }

    fn take_input(&mut self, input: Input) -> io::Result<()> {
        match input {
            Input::Key(key) => {
                self.update(Event::Key(key))?;
                if self.ending.is_none() && self.edge.keeper.is_due() {
                    self.keep_places();
                }
            }
            Input::Mouse(mouse) => self.update(Event::Mouse(mouse))?,
            Input::Paste(text) => self.update(Event::Paste(text))?,
            Input::Background(background) => self.update(Event::Background(background))?,
            Input::Answered => {
                if let Question::Asked(_) = self.edge.question {
                    self.edge.question = Question::Answered;
                }
            }
            Input::Gone => self.ending = Some(Ending::Gone),
        }
        Ok(())
    }

    fn update(&mut self, event: Event) -> io::Result<()> {
        let effects = self.app.update(event);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Quit => self.ending = Some(Ending::Quit),
                Effect::Index(document, indexer) => workers::index(document, *indexer, self.edge.sending_in_step()),
                Effect::Await(document, source) => {
                    workers::wait_for_beginning(document, source, self.edge.sending());
                }
                Effect::Watch(document, reached, length) => {
                    let send = self.edge.sending();
                    self.edge.watch.follow((document, reached, length), send);
                }
                Effect::Reread(request) => {
                    let send = self.edge.sending();
                    self.edge.watch.reread(request, send);
                }
                Effect::OpenTyped(path) => workers::find_meant(path, self.edge.sending()),
                Effect::ListFolder(folder) => workers::list_folder(folder, self.edge.sending()),
                Effect::Load(request) => workers::load(request, self.edge.root.clone(), self.edge.sending()),
                Effect::Peek(request) => workers::peek(request, self.edge.root.clone(), self.edge.sending()),
                Effect::Edit(request) => self.edit(&request)?,
                Effect::Highlight(document, codes) => {
                    let send = self.edge.sending();
                    self.edge.painter.want(document, codes, send);
                }
                Effect::Search(quest) => {
                    let send = self.edge.sending();
                    self.edge.searching.begin(*quest, send);
                }
                Effect::SearchPart(quest, part) => Searching::look_again(*quest, part, self.edge.sending()),
                Effect::EndSearch => self.edge.searching.end(),
                Effect::GatherLinks(quest) => {
                    let send = self.edge.sending();
                    self.edge.gathering.begin(*quest, send);
                }
                Effect::EndGathering => self.edge.gathering.end(),
                Effect::LookForFiles(document, files) => {
                    gathering::look_for_files(document, files, self.edge.root.clone(), self.edge.sending());
                }
                Effect::OpenOutside(url) => self.open_outside(url)?,
                Effect::Remember(notes) => {
                    let send = self.edge.sending();
                    self.edge.keeper.keep(notes, send);
                }
                Effect::Copy(clip) => {
                    if let Some(bytes) = osc52(&clip) {
                        self.edge.screen.write_raw(&bytes)?;
                    }
                }
                Effect::Suspend if signals::has_job_control() => self.suspend(Stop::Job)?,
                // Without a shell to come back from it would stay stopped for ever.
                Effect::Suspend => self.update(Event::Said("There is no shell to go back to.".to_owned()))?,
                Effect::Mouse(MouseUse::Program) => self.edge.screen.set_mouse(MouseMode::Captured)?,
                Effect::Mouse(MouseUse::Terminal) => self.edge.screen.set_mouse(MouseMode::Released)?,
                Effect::Redraw => self.edge.screen.clear(),
                Effect::Again => self.going_on = GoingOn::Due,
            }
        }
        Ok(())
    }

    fn open_outside(&mut self, url: String) -> io::Result<()> {
        match opener::way(&self.edge.surroundings) {
            Way::Detached(program) => {
                workers::open_outside(url, program, self.edge.sending());
                Ok(())
            }
            Way::Foreground(program) => {
                self.edge.give_away();
                let result = opener::open_in_foreground(&url, &program);
                self.edge.take_back()?;
                let outcome = match result {
                    Ok(status) if !status.success() => Outcome::Failed(format!("The browser ended with {status}.")),
                    Ok(_) => Outcome::Opened,
                    Err(error) => Outcome::Failed(format!("The browser could not be started: {error}.")),
                };
                self.came_back()?;
                self.update(Event::OpenedOutside { url, outcome })
            }
            Way::Nowhere(why) => {
                let why = capitalised(why);
                // The clipboard gets what the screen shows, nothing that could steer a terminal.
                let outcome = match osc52(&Clip::new(&Safe::new(&url))) {
                    Some(bytes) => {
                        self.edge.screen.write_raw(&bytes)?;
                        Outcome::Copied(why)
                    }
                    None => Outcome::Shown(why),
                };
                self.update(Event::OpenedOutside { url, outcome })
            }
        }
    }

    fn edit(&mut self, request: &EditRequest) -> io::Result<()> {
        let editor = match self.edge.editors.choose() {
            Ok(editor) => editor,
            Err(sentence) => return self.update(Event::Edited(request.document, Err(sentence))),
        };
        self.edge.give_away();
        let line = line_number(&*request.source, request.offset);
        let result = editor.run(&request.path, line);
        self.edge.take_back()?;
        let name = editor.name().display();
        let result = match result {
            Ok(status) if !status.success() => Err(format!("“{name}” ended with {status}.")),
            Ok(_) => Ok(()),
            Err(error) => Err(format!("“{name}” could not be started: {error}.")),
        };
        self.came_back()?;
        self.update(Event::Edited(request.document, result))
    }

    fn suspend(&mut self, stop: Stop) -> io::Result<()> {
        self.edge.give_away();
        // Stopped, the program may well be killed.
        self.finish_notes();
        signals::suspend_now(stop);
        self.edge.take_back()?;
        self.came_back()
    }

    /// The program has the terminal again, perhaps at another size.
    fn came_back(&mut self) -> io::Result<()> {
        let (columns, rows) = size();
        self.update(Event::Resize { columns, rows })?;
        self.update(Event::Resumed)
    }
}

/// What the loop holds of the world.
struct Edge {
    screen: Screen,
    keyboard: Keyboard,
    sender: Sender<Wake>,
    root: Option<PathBuf>,
    surroundings: Surroundings,
    editors: Editors,
    question: Question,
    painter: Painter,
    searching: Searching,
    gathering: Gathering,
    watch: Watch,
    keeper: Keeper,
}

/// How far asking for the background has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    /// It has not been asked since the terminal was taken.
    Open,
    /// It has been, then.
    Asked(Instant),
    /// No answer is under way any more.
    Answered,
    /// This terminal is not asked.
    Idle,
}

impl Edge {
    /// Sends events from another thread; says whether anybody listens.
    fn sending(&self) -> impl Fn(Event) -> bool + Clone + Send + 'static {
        let sender = self.sender.clone();
        move |event| sender.send(Wake::Event(event)).is_ok()
    }

    /// Sends events from another thread that waits until the last but one has been taken: while nobody looks, as when
    /// another program has the terminal, nothing piles up.
    fn sending_in_step(&self) -> impl Fn(Event) -> bool + Send + 'static {
        let sender = self.sender.clone();
        let (taken, go_on) = mpsc::sync_channel(2);
        let _ = taken.try_send(());
        move |event| sender.send(Wake::Found(event, Taken(taken.clone()))).is_ok() && go_on.recv().is_ok()
    }

    fn give_away(&mut self) {
        self.keyboard.pause();
        self.screen.leave();
    }

    /// Giving the terminal back has taken the subscription back, and the colours may have changed meanwhile.
    fn ask_again(&mut self) {
        if matches!(self.question, Question::Asked(_) | Question::Answered) {
            self.question = Question::Open;
        }
    }

    fn take_back(&mut self) -> io::Result<()> {
        self.screen.enter_again()?;
        self.ask_again();
        self.keyboard.resume();
        Ok(())
    }
}

fn capitalised(clause: &str) -> String {
    let mut characters = clause.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
