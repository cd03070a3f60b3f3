//! A secret: it can be used where it is needed and printed nowhere.

use std::path::Path;

/// A token or a key. Its `Debug` shows dots, it has no `Display`, and it is not serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret over, without blank space around it.
    pub fn new(secret: &str) -> Self {
        Self(secret.trim().to_owned())
    }

    /// Reads a secret from a file.
    ///
    /// # Errors
    /// Where the file cannot be read or holds nothing.
    pub fn from_file(file: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let secret = Self::new(&text);
        if secret.0.is_empty() {
            return Err(format!("{} is empty: write the token into it", file.display()));
        }
        Ok(secret)
    }

    /// The secret itself, for the one who has to send it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", Some(Secret::new(" abc\n"))), "Some(Secret(…))");
        assert_eq!(Secret::new(" abc\n").expose(), "abc");
    }
}
