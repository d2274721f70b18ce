//! The files of the checkout as text, and what is found wrong with them.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

/// One text file, its path relative to the root, with `/` between folders.
#[derive(Debug, Clone)]
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Numbered lines, from 1, as editors count.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    #[must_use]
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether the path lies in a folder of this name, or is that path itself.
    #[must_use]
    pub fn is_under(&self, folder: &str) -> bool {
        self.path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The part that runs in the product: in a source file, what stands before its module of tests.
    #[must_use]
    pub fn product_text(&self) -> &str {
        match self.text.find("#[cfg(test)]") {
            Some(begin) if self.is_rust() => &self.text[..begin],
            _ => &self.text,
        }
    }

    /// The part that tests: a file of tests as a whole, or what a source file has after its `#[cfg(test)]`.
    #[must_use]
    pub fn test_text(&self) -> &str {
        let stem = self.path.rsplit('/').next().unwrap_or_default();
        let of_tests = self.path.contains("/tests/")
            || self.path.starts_with("end2end/")
            || stem == "tests.rs"
            || stem.ends_with("_tests.rs");
        if of_tests {
            return &self.text;
        }
        self.text
            .find("#[cfg(test)]")
            .map_or("", |begin| &self.text[begin..])
    }
}

/// Something that breaks an invariant, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub place: String,
    pub what: String,
}

impl Problem {
    #[must_use]
    pub fn at(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            place: format!("{path}:{line}"),
            what: what.into(),
        }
    }

    #[must_use]
    pub fn of(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.what)
    }
}

/// The lines of a `.gitignore`, as far as ours uses them: a path from the top, or a name anywhere.
struct Ignored<'a> {
    patterns: Vec<&'a str>,
}

impl<'a> Ignored<'a> {
    fn parse(text: &'a str) -> Self {
        let patterns = text.lines().map(|line| line.trim().trim_end_matches('/'));
        Self {
            patterns: patterns
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .collect(),
        }
    }

    fn has(&self, path: &str, name: &str) -> bool {
        self.patterns
            .iter()
            .any(|pattern| match pattern.strip_prefix('/') {
                Some(from_the_top) => from_the_top == path,
                None => *pattern == name,
            })
    }
}

/// Every text file of the checkout, and every folder.
#[derive(Debug, Default)]
pub struct Tree {
    pub files: Vec<File>,
    pub folders: Vec<String>,
    /// Files that are no text.
    pub pictures: Vec<String>,
}

impl Tree {
    /// Reads the checkout. What `.gitignore` names was built, installed or measured, and is not ours to judge; files
    /// that are no UTF-8 (pictures, fonts) are kept by their names alone.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut tree = Self::default();
        let ignored = fs::read_to_string(root.join(".gitignore"))?;
        tree.read_folder(root, "", &Ignored::parse(&ignored))?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    fn read_folder(&mut self, root: &Path, folder: &str, ignored: &Ignored<'_>) -> io::Result<()> {
        for entry in fs::read_dir(root.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() {
                name.clone()
            } else {
                format!("{folder}/{name}")
            };
            let kind = entry.file_type()?;
            if name == ".git" || ignored.has(&path, &name) {
                continue;
            }
            if kind.is_dir() {
                self.folders.push(path.clone());
                self.read_folder(root, &path, ignored)?;
            } else if kind.is_file() {
                let bytes = match fs::read(entry.path()) {
                    // An editor's temporary file may vanish between the listing and the reading.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    other => other?,
                };
                match String::from_utf8(bytes) {
                    Ok(text) => self.files.push(File { path, text }),
                    Err(_) => self.pictures.push(path),
                }
            }
        }
        Ok(())
    }

    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether there is a file or folder of this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        let same = |other: &String| other == path;
        self.folders.iter().any(same) || self.pictures.iter().any(same) || self.file(path).is_some()
    }

    /// The text of files and nothing else, for samples.
    #[must_use]
    pub fn of(files: Vec<File>) -> Self {
        Self {
            files,
            ..Self::default()
        }
    }

    pub fn rust_files(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is_rust())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_file_is_parted_into_product_and_tests() {
        let file = File::new(
            "crates/domain/src/orders.rs",
            "fn a() {}\n#[cfg(test)]\nmod tests {}\n",
        );
        assert_eq!(file.product_text(), "fn a() {}\n");
        assert!(file.test_text().contains("mod tests"));
        assert_eq!(File::new("crates/server/tests/orders.rs", "x").test_text(), "x");
        assert_eq!(File::new("crates/domain/src/orders.rs", "x").test_text(), "");
    }

    #[test]
    fn what_git_ignores_is_not_judged() {
        let ignored = Ignored::parse("# built\n/data/\n/style/theme.css\nnode_modules/\n");
        assert!(ignored.has("data", "data"));
        assert!(!ignored.has("crates/simulator/data", "data"));
        assert!(ignored.has("style/theme.css", "theme.css"));
        assert!(ignored.has("end2end/node_modules", "node_modules"));
        assert!(!ignored.has("src", "src"));
    }

    #[test]
    fn a_folder_is_not_the_beginning_of_a_name() {
        assert!(File::new("src/ui/field.rs", "").is_under("src/ui"));
        assert!(!File::new("src/uitest.rs", "").is_under("src/ui"));
    }
}
