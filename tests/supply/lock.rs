//! Cargo.lock, read: which crates there are, and which needs which.

use std::collections::BTreeSet;

/// All that Cargo.lock says.
pub(super) struct Lock {
    packages: Vec<Package>,
}

/// A crate.
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) source: Option<String>,
    /// Whether its contents are known by a checksum.
    pub(super) is_sealed: bool,
    /// What it needs, with the version where there are several of that name.
    pub(super) needs: Vec<(String, Option<String>)>,
}

impl Lock {
    /// Of the program.
    pub(super) fn read() -> Self {
        Self::at("Cargo.lock")
    }

    /// Of the fuzzing targets, which have one of their own.
    pub(super) fn of_fuzzing() -> Self {
        Self::at("fuzz/Cargo.lock")
    }

    fn at(path: &str) -> Self {
        Self { packages: super::read(path).split("[[package]]\n").skip(1).map(package).collect() }
    }

    pub(super) fn packages(&self) -> &[Package] {
        &self.packages
    }

    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(move |package| package.name == name)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.named(name).next().is_some()
    }

    /// All that these crates need, themselves included, whatever for and on whatever system: name and version.
    pub(super) fn closure(&self, names: &[String]) -> BTreeSet<(String, String)> {
        let mut open: Vec<(String, Option<String>)> = names.iter().map(|name| (name.clone(), None)).collect();
        let root = &self.named("preface").next().expect("the program").needs;
        open = root.iter().filter(|(name, _)| open.iter().any(|(wanted, _)| wanted == name)).cloned().collect();
        let mut found = BTreeSet::new();
        while let Some((name, version)) = open.pop() {
            let is_it = |package: &&Package| version.as_ref().is_none_or(|version| *version == package.version);
            for package in self.named(&name).filter(is_it) {
                if found.insert((package.name.clone(), package.version.clone())) {
                    open.extend(package.needs.iter().cloned());
                }
            }
        }
        found
    }
}

fn package(text: &str) -> Package {
    let value = |key: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        line.map(|value| value.trim_matches('"').to_owned())
    };
    let needs = text.split("dependencies = [").nth(1).unwrap_or_default().split(']').next().unwrap_or_default();
    let need = |line: &str| {
        let mut words = line.trim().trim_matches(['"', ',']).trim_matches('"').split(' ');
        Some((words.next().filter(|name| !name.is_empty())?.to_owned(), words.next().map(str::to_owned)))
    };
    Package {
        name: value("name").expect("a name"),
        version: value("version").expect("a version"),
        source: value("source"),
        is_sealed: value("checksum").is_some_and(|checksum| checksum.len() == 64),
        needs: needs.lines().filter_map(need).collect(),
    }
}
