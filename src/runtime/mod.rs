//! The edge: the terminal, files, threads, opening links, the clipboard, signals. What touches the machine is here.
