//! Arguments → read or print → exit code. The only place that ends the process.

use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};
use std::process::ExitCode;
use std::sync::Arc;

use preface::app::event::{Loaded, NOT_ALL_UTF_8, UTF_16};
use preface::app::reader::start::{Opening, Start};
use preface::cli::{Arguments, Environment, Output};
use preface::print::Format;
use preface::runtime::state_file::{self, StateFile};
use preface::runtime::{documents, event_loop, printing, signals, terminal};
use preface::text::sanitize::Safe;
use preface::theme::Theme;

/// The exit code for wrong usage.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::of_process() {
        Ok(arguments) => arguments,
        Err(error) => return explain(&error),
    };
    signals::survive_limit_on_files();
    let environment = Environment::of_process();
    let result = match output(&environment) {
        Output::Terminal => read(&arguments, &environment),
        Output::Other => print(&arguments, &environment),
    };
    result.unwrap_or_else(|sentence| fail(&sentence))
}

/// Says what went wrong.
fn fail(sentence: &str) -> ExitCode {
    say(sentence);
    ExitCode::FAILURE
}

/// Says something beside what is printed.
fn say(sentence: &str) {
    // Not `eprintln!`: nobody may be there to read it.
    let _ = writeln!(io::stderr(), "preface: {}", Safe::new(sentence));
}

fn unwritten(error: &io::Error) -> String {
    format!("the text could not be written: {error}.")
}

/// Whether the output is a screen to read on: a terminal that can be drawn on, with one to read keys from. Everything else
/// is printed on.
fn output(environment: &Environment) -> Output {
    let is_screen = terminal::is_written_to() && !environment.is_dumb() && terminal::tty().is_ok();
    if is_screen { Output::Terminal } else { Output::Other }
}

/// Help and version go to the standard output, complaints to the standard error; neither fails on a closed pipe.
fn explain(error: &clap::Error) -> ExitCode {
    // A complaint quotes the argument, which may try to steer the terminal.
    let text: String = error.render().to_string().lines().map(|line| format!("{}\n", Safe::new(line))).collect();
    if error.use_stderr() {
        let _ = write!(io::stderr(), "{text}");
        return ExitCode::from(USAGE);
    }
    match write!(io::stdout(), "{text}").and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => fail(&unwritten(&error)),
        _ => ExitCode::SUCCESS,
    }
}

/// The first document, and where it begins. Standard input is read where nothing is named and it is no terminal.
fn first(arguments: &Arguments) -> Result<(Loaded, Start), String> {
    let (loaded, start) = match arguments.paths.first() {
        _ if arguments.licenses => (documents::licences(), Some(Start::Top)),
        Some(first) if let Some(start) = documents::addressed_within(first) => (documents::bundled(), Some(start)),
        Some(first) => {
            let (path, start) = documents::addressed(first);
            (documents::named(&path)?, start)
        }
        None if documents::is_piped_in() => (documents::standard_input()?, None),
        None => (documents::bundled(), None),
    };
    Ok((loaded, start.unwrap_or_else(|| arguments.start())))
}

fn read(arguments: &Arguments, environment: &Environment) -> Result<ExitCode, String> {
    let (mut first, start) = first(arguments)?;
    let others = documents::behind_first(&arguments.paths, &arguments.start())?;
    let state = StateFile::by_environment(|name| std::env::var_os(name));
    let (memory, about_state) = state.as_ref().map(|state| state.read(state_file::now())).unwrap_or_default();
    let about_theme = if arguments.theme.is_none() { environment.complaint() } else { None };
    first.note = joined([first.note, about_state, about_theme]);
    let opening = Opening { first, start, memory };
    terminal::install_panic_hook(preface::markdown::guard::is_guarded);
    match event_loop::run(opening, others, arguments.settings(environment), state) {
        Ok(ending) => Ok(ExitCode::from(ending.code())),
        Err(error) => {
            terminal::restore();
            Err(format!("the terminal could not be used: {error}."))
        }
    }
}

/// Sentences one behind the other.
fn joined(sentences: [Option<String>; 3]) -> Option<String> {
    let all: Vec<_> = sentences.into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn print(arguments: &Arguments, environment: &Environment) -> Result<ExitCode, String> {
    let colours = arguments.wants_colour(environment, Output::Other);
    let pour = arguments.pour(environment, Output::Other);
    let theme = colours.then(|| Theme::printed(arguments.look(environment, Output::Other)));
    let format = Format { pour, theme, links: arguments.links.into() };
    terminal::install_panic_hook(preface::markdown::guard::is_guarded);
    let (first, _) = first(arguments)?;
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut written = printed(&first, &format, &mut out);
    for other in arguments.paths.iter().skip(1) {
        if written.is_err() {
            break;
        }
        let loaded = documents::named(&documents::addressed(other).0)?;
        written = out.write_all(b"\n").map_err(Unprinted::Written).and_then(|()| printed(&loaded, &format, &mut out));
    }
    match written.and_then(|()| out.flush().map_err(Unprinted::Written)) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        // Whoever reads has seen enough.
        Err(Unprinted::Written(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(Unprinted::Written(error)) => Err(unwritten(&error)),
        Err(Unprinted::Read(sentence)) => Err(sentence),
    }
}

/// Why a document was not printed to its end.
enum Unprinted {
    /// What was printed could not be written.
    Written(io::Error),
    /// A stream was not read to its end: a sentence.
    Read(String),
}

/// Prints a document. What a stream says is written as soon as it is certain. What was lost of the document is
/// told on the standard error.
fn printed(loaded: &Loaded, format: &Format, out: &mut BufWriter<StdoutLock>) -> Result<(), Unprinted> {
    let source = Arc::clone(&loaded.source);
    // With nothing of it there, it would not be known whether it has front matter.
    source.wait_beyond(0);
    let is_live = !source.has_ended();
    let result = if is_live {
        // The standard output passes on whole lines at once, which a slow stream shall not keep for long.
        out.flush().and_then(|()| printing::document(source, format, out.get_mut()))
    } else {
        printing::document(source, format, out)
    };
    let invalid = result.map_err(Unprinted::Written)?;
    if let Some(sentence) = loaded.source.complaint() {
        let _ = out.flush();
        return Err(Unprinted::Read(Safe::new(&sentence).to_string()));
    }
    let not_all = (invalid > 0).then(|| NOT_ALL_UTF_8.to_owned());
    let note = loaded.note.clone().filter(|note| note != UTF_16);
    if let Some(note) = loaded.source.loss().or(note).or(not_all) {
        out.flush().map_err(Unprinted::Written)?;
        say(&format!("{}: {note}", loaded.origin.name()));
    }
    Ok(())
}
