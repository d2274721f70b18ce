//! A link in a document leads somewhere.

use crate::{Problem, Tree};

#[must_use]
pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.ends_with(".md")) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in file.lines() {
            for target in line
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split([')', '#']).next())
            {
                if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                    continue;
                }
                if resolved(folder, target).is_none_or(|path| !tree.has(&path)) {
                    problems.push(Problem::at(
                        &file.path,
                        number,
                        format!("the link to `{target}` leads nowhere"),
                    ));
                }
            }
        }
    }
    problems
}

/// The path from the top that a link in this folder means; none when it leaves the tree.
fn resolved(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;

    #[test]
    fn a_link_leads_somewhere() {
        let tree = |text: &str| Tree {
            files: vec![File::new("docs/a.md", text), File::new("README.md", "")],
            folders: vec!["docs".to_owned()],
            pictures: vec!["docs/images/order.png".to_owned()],
        };
        assert_eq!(
            check(&tree(
                "[up](../README.md) ![it](images/order.png) [web](https://example.org) [here](#a)"
            )),
            []
        );
        assert_eq!(check(&tree("[gone](b.md)")).len(), 1);
        assert_eq!(check(&tree("[out](../../elsewhere.md)")).len(), 1);
    }
}
