//! What a browser is called by people, from the long name that it gives itself.

/// Each browser also names those that it wants to pass for, so the order matters.
const BROWSERS: [(&str, &str); 5] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

/// "Firefox, Windows"; what is not known by name is called as it calls itself.
pub fn known_as(names_itself: &str) -> String {
    let find = |all: &[(&str, &str)]| {
        let known = all.iter().find(|(mark, _)| names_itself.contains(mark));
        known.map(|(_, name)| (*name).to_owned())
    };
    let parts: Vec<String> = [find(&BROWSERS), find(&SYSTEMS)].into_iter().flatten().collect();
    if parts.is_empty() {
        names_itself.chars().take(40).collect()
    } else {
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::known_as;

    #[test]
    fn a_browser_is_called_by_its_short_name() {
        let chromium = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        assert_eq!(known_as(chromium), "Chrome, Windows");
        assert_eq!(known_as(&format!("{chromium} Edg/140.0.0.0")), "Edge, Windows");
        assert_eq!(
            known_as("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            "Firefox, Linux"
        );
        assert_eq!(known_as("something else"), "something else");
    }
}
