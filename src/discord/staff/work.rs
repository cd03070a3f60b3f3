//! What a button or a form of staff's asks for, as the few bytes its signed `custom_id` carries.

use crate::records::GapId;

/// A button, a select or a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// A page of the gaps, counted from 0. `forward` keeps the two buttons of a page apart.
    Gaps { page: u16, forward: bool },
    /// Opens the form to answer a gap.
    Answer(GapId),
    /// A gap is in the knowledge already.
    Known(GapId),
    /// A gap is not to be answered.
    Ignore(GapId),
    /// The form itself, for the draft kept under this key.
    Form(u64),
    /// Opens the form again with what was typed, kept under this key.
    Again(u64),
    /// What waits under this key is done although something got worse.
    Confirm(u64),
    /// What waits under this key is dropped.
    Drop(u64),
    /// The select of generations to go back to.
    Generations,
    /// A member wants to be told when this gap is answered; the answer is the one their question got, which only they
    /// saw where `private`.
    TellMe { gap: GapId, answer: u64, private: bool },
    /// A member does not want to be told.
    NotMe { gap: GapId },
    /// A member deletes what is kept of them.
    Forget,
    /// A member leaves it as it is.
    Leave,
}

impl Work {
    pub(super) fn encode(self) -> Vec<u8> {
        let (tag, numbers): (u8, &[u64]) = match self {
            Self::Gaps { page, forward } => (1, &[u64::from(page), u64::from(forward)]),
            Self::Answer(gap) => (2, &[gap.cast_unsigned()]),
            Self::Known(gap) => (3, &[gap.cast_unsigned()]),
            Self::Ignore(gap) => (4, &[gap.cast_unsigned()]),
            Self::Form(key) => (5, &[key]),
            Self::Again(key) => (6, &[key]),
            Self::Confirm(key) => (7, &[key]),
            Self::Drop(key) => (8, &[key]),
            Self::Generations => (9, &[]),
            Self::TellMe { gap, answer, private } => (10, &[gap.cast_unsigned(), answer, u64::from(private)]),
            Self::NotMe { gap } => (11, &[gap.cast_unsigned()]),
            Self::Forget => (12, &[]),
            Self::Leave => (13, &[]),
        };
        let mut bytes = vec![tag];
        bytes.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
        bytes
    }

    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (tag, rest) = bytes.split_first()?;
        let (numbers, odd) = rest.as_chunks::<8>();
        if !odd.is_empty() {
            return None;
        }
        let numbers: Vec<u64> = numbers.iter().map(|number| u64::from_be_bytes(*number)).collect();
        Some(match (tag, numbers.as_slice()) {
            (1, [page, forward]) => Self::Gaps {
                page: u16::try_from(*page).ok()?,
                forward: *forward == 1,
            },
            (2, [gap]) => Self::Answer(gap.cast_signed()),
            (3, [gap]) => Self::Known(gap.cast_signed()),
            (4, [gap]) => Self::Ignore(gap.cast_signed()),
            (5, [key]) => Self::Form(*key),
            (6, [key]) => Self::Again(*key),
            (7, [key]) => Self::Confirm(*key),
            (8, [key]) => Self::Drop(*key),
            (9, []) => Self::Generations,
            (10, [gap, answer, private]) => Self::TellMe {
                gap: gap.cast_signed(),
                answer: *answer,
                private: *private == 1,
            },
            (11, [gap]) => Self::NotMe { gap: gap.cast_signed() },
            (12, []) => Self::Forget,
            (13, []) => Self::Leave,
            _ => return None,
        })
    }

    /// What it is done to, in the history.
    pub(super) fn subject(self) -> String {
        match self {
            Self::Answer(gap) | Self::Known(gap) | Self::Ignore(gap) => format!("gap {gap}"),
            Self::TellMe { gap, .. } | Self::NotMe { gap } => format!("gap {gap}"),
            Self::Form(key) | Self::Again(key) | Self::Confirm(key) | Self::Drop(key) => format!("{key:016x}"),
            Self::Gaps { page, .. } => format!("page {}", page + 1),
            Self::Generations | Self::Forget | Self::Leave => String::new(),
        }
    }

    /// Its name in the history.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gaps { .. } => "gaps",
            Self::Answer(_) => "gap_answer",
            Self::Known(_) => "gap_known",
            Self::Ignore(_) => "gap_ignore",
            Self::Form(_) | Self::Again(_) => "answer",
            Self::Confirm(_) => "confirm",
            Self::Drop(_) => "drop",
            Self::Generations => "rollback",
            Self::TellMe { .. } | Self::NotMe { .. } => "tell",
            Self::Forget | Self::Leave => "privacy",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_comes_back_from_its_bytes() {
        for work in [
            Work::Gaps { page: 3, forward: true },
            Work::Answer(7),
            Work::Known(i64::MAX),
            Work::Ignore(1),
            Work::Form(9),
            Work::Again(u64::MAX),
            Work::Confirm(1),
            Work::Drop(2),
            Work::Generations,
            Work::TellMe {
                gap: 5,
                answer: u64::MAX,
                private: true,
            },
            Work::NotMe { gap: 5 },
            Work::Forget,
            Work::Leave,
        ] {
            assert_eq!(Work::decode(&work.encode()), Some(work));
        }
        for bytes in [&[][..], &[0], &[2], &[2, 0, 0], &[5, 1], &[13, 0], &[99]] {
            assert_eq!(Work::decode(bytes), None);
        }
    }
}
