//! How much work a password's hash is.

/// The parameters of Argon2id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    /// How much memory it takes, in KiB.
    pub memory: u32,
    /// How often it passes over that memory.
    pub iterations: u32,
    /// In how many lanes the memory is laid out. They are worked through one after another.
    pub lanes: u32,
}

impl Strength {
    /// What OWASP's Password Storage Cheat Sheet asks of Argon2id at least (2025): memory in KiB, and iterations.
    /// One row is enough.
    pub const OWASP: [(u32, u32); 5] = [(47_104, 1), (19_456, 2), (12_288, 3), (9_216, 4), (7_168, 5)];

    /// Whether it is at least what OWASP asks for. More lanes make up for nothing.
    pub fn is_enough(&self) -> bool {
        Self::OWASP
            .iter()
            .any(|(memory, iterations)| self.memory >= *memory && self.iterations >= *iterations)
    }
}

impl Default for Strength {
    /// OWASP's row with 19 MiB: sign-ins are many and memory is shared.
    fn default() -> Self {
        Self { memory: 19_456, iterations: 2, lanes: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_enough(memory: u32, iterations: u32) -> bool {
        Strength { memory, iterations, lanes: 1 }.is_enough()
    }

    #[test]
    fn one_row_of_the_table_is_enough_and_less_than_each_is_not() {
        assert!(Strength::default().is_enough());
        for (memory, iterations) in Strength::OWASP {
            assert!(is_enough(memory, iterations), "m={memory} t={iterations}");
            assert!(is_enough(memory + 1, iterations + 1), "m={memory} t={iterations}");
            assert!(!is_enough(memory - 1, iterations), "m={memory} t={iterations}");
            assert!(!is_enough(memory, iterations - 1), "m={memory} t={iterations}");
        }
        assert!(!Strength { memory: 7_168, iterations: 1, lanes: 5 }.is_enough());
    }
}
