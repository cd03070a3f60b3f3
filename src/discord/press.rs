//! What a button or a select says when it is pressed: a versioned, compact, signed `custom_id`, made and read only here.
//!
//! Everything that a press needs is in the id or looked up by it, so buttons go on working after a restart. The key is
//! derived from the bot's token: whoever cannot log in as the bot cannot make an id.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;

use crate::config::Secret;

/// The version of the ids. Ids of another version are refused like forged ones.
const VERSION: &str = "g1.";
/// How many bytes of the signature an id carries.
const MAC: usize = 8;
/// How many bytes of payload fit: 100 characters less the version, three quarters of them bytes, less the signature.
pub const PAYLOAD: usize = (100 - VERSION.len()) / 4 * 3 - MAC;

/// The id of an answer that was shown, by which it is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnswerKey(pub u64);

impl AnswerKey {
    /// A key unlike any other.
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// The key in the records: 16 hexadecimal digits.
    pub fn text(self) -> String {
        format!("{:016x}", self.0)
    }
}

/// What a press asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// A vote on an answer.
    Vote {
        /// The answer.
        answer: AnswerKey,
        /// Whether it helped.
        helped: bool,
    },
    /// All evidence of an answer.
    Evidence {
        /// The answer.
        answer: AnswerKey,
    },
    /// A page of a long answer.
    Page {
        /// The answer.
        answer: AnswerKey,
        /// Counted from 0.
        page: u16,
        /// Which of the two buttons it is, so that no two ids in a message are the same.
        forward: bool,
    },
    /// Taking the question to a person.
    AskStaff {
        /// The answer.
        answer: AnswerKey,
    },
    /// The select of related questions.
    Related {
        /// The answer.
        answer: AnswerKey,
    },
    /// A step of the eligibility check: everything answered so far.
    Check(Check),
    /// Work of staff, in the words of `discord::staff`.
    Staff(Vec<u8>),
}

/// The state of an eligibility check. It is kept nowhere but in the buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// What the criteria looked like when the check began: where they change, the check begins again.
    pub criteria: u32,
    /// The place of the programme in the knowledge.
    pub programme: u8,
    /// The choices so far, one a criterion, counted from 0. [`SKIPPED`] where the member would not say.
    pub chosen: Vec<u8>,
    /// Whether the button goes back to this state, so that it differs from the button that leads here.
    pub back: bool,
}

/// The choice of a member who does not know or would rather not say.
pub const SKIPPED: u8 = 15;
/// How many criteria fit into the state of a check.
pub const MOST_CRITERIA: usize = (PAYLOAD - 8) * 2;

/// A `custom_id`: at most 100 characters, signed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CustomId(String);

impl CustomId {
    /// The id as Discord is sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Makes and reads ids.
#[derive(Clone)]
pub struct Signer {
    key: [u8; 32],
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer(…)")
    }
}

impl Signer {
    /// The signer of the bot with this token.
    pub fn new(token: &Secret) -> Self {
        Self {
            key: blake3::derive_key("giljabi 2026-11 custom_id of components", token.expose().as_bytes()),
        }
    }

    /// The id of a press. `None` where its state does not fit, which only staff payloads and checks of more than
    /// [`MOST_CRITERIA`] criteria can come to.
    pub fn sign(&self, press: &Press) -> Option<CustomId> {
        let mut payload = encode(press);
        if payload.len() > PAYLOAD {
            return None;
        }
        payload.extend_from_slice(&self.mac(&payload));
        Some(CustomId(format!("{VERSION}{}", BASE64.encode(payload))))
    }

    /// The press of an id; `None` where it is not one of ours.
    pub fn read(&self, id: &str) -> Option<Press> {
        let mut payload = BASE64.decode(id.strip_prefix(VERSION)?).ok()?;
        let mac = payload.split_off(payload.len().checked_sub(MAC)?);
        // Every byte is looked at, so that the time taken says nothing.
        let differing = self.mac(&payload).iter().zip(&mac).fold(0, |sum, (a, b)| sum | (a ^ b));
        if differing != 0 {
            return None;
        }
        decode(&payload)
    }

    fn mac(&self, payload: &[u8]) -> [u8; MAC] {
        let mut mac = [0; MAC];
        for (to, from) in mac.iter_mut().zip(blake3::keyed_hash(&self.key, payload).as_bytes()) {
            *to = *from;
        }
        mac
    }
}

fn encode(press: &Press) -> Vec<u8> {
    let mut out = Vec::with_capacity(PAYLOAD);
    match press {
        Press::Vote { answer, helped } => {
            out.push(1);
            out.push(u8::from(*helped));
            out.extend(answer.0.to_be_bytes());
        }
        Press::Evidence { answer } => {
            out.push(2);
            out.extend(answer.0.to_be_bytes());
        }
        Press::Page { answer, page, forward } => {
            out.push(3);
            out.push(u8::from(*forward));
            out.extend(page.to_be_bytes());
            out.extend(answer.0.to_be_bytes());
        }
        Press::AskStaff { answer } => {
            out.push(4);
            out.extend(answer.0.to_be_bytes());
        }
        Press::Related { answer } => {
            out.push(5);
            out.extend(answer.0.to_be_bytes());
        }
        Press::Check(check) => {
            out.push(6);
            out.push(u8::from(check.back));
            out.extend(check.criteria.to_be_bytes());
            out.push(check.programme);
            out.push(u8::try_from(check.chosen.len()).unwrap_or(u8::MAX));
            for pair in check.chosen.chunks(2) {
                let first = pair.first().copied().unwrap_or(0);
                let second = pair.get(1).copied().unwrap_or(0);
                out.push((first << 4) | (second & 15));
            }
        }
        Press::Staff(work) => {
            out.push(7);
            out.extend(work);
        }
    }
    out
}

fn decode(payload: &[u8]) -> Option<Press> {
    let (tag, rest) = payload.split_first()?;
    let key = |bytes: &[u8]| Some(AnswerKey(u64::from_be_bytes(bytes.try_into().ok()?)));
    Some(match tag {
        1 => {
            let (helped, rest) = rest.split_first()?;
            Press::Vote {
                answer: key(rest)?,
                helped: *helped == 1,
            }
        }
        2 => Press::Evidence { answer: key(rest)? },
        3 => {
            let (forward, rest) = rest.split_first()?;
            let (page, rest) = rest.split_at_checked(2)?;
            Press::Page {
                answer: key(rest)?,
                page: u16::from_be_bytes(page.try_into().ok()?),
                forward: *forward == 1,
            }
        }
        4 => Press::AskStaff { answer: key(rest)? },
        5 => Press::Related { answer: key(rest)? },
        6 => {
            let (back, rest) = rest.split_first()?;
            let (criteria, rest) = rest.split_at_checked(4)?;
            let (programme, rest) = rest.split_first()?;
            let (count, rest) = rest.split_first()?;
            let mut chosen: Vec<u8> = rest.iter().flat_map(|pair| [pair >> 4, pair & 15]).collect();
            if usize::from(*count) > chosen.len() {
                return None;
            }
            chosen.truncate(usize::from(*count));
            Press::Check(Check {
                criteria: u32::from_be_bytes(criteria.try_into().ok()?),
                programme: *programme,
                chosen,
                back: *back == 1,
            })
        }
        7 => Press::Staff(rest.to_vec()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn signer() -> Signer {
        Signer::new(&Secret::new("a token"))
    }

    fn any_press() -> impl Strategy<Value = Press> {
        let key = any::<u64>().prop_map(AnswerKey);
        prop_oneof![
            (key.clone(), any::<bool>()).prop_map(|(answer, helped)| Press::Vote { answer, helped }),
            key.clone().prop_map(|answer| Press::Evidence { answer }),
            (key.clone(), any::<u16>(), any::<bool>()).prop_map(|(answer, page, forward)| Press::Page {
                answer,
                page,
                forward
            }),
            key.clone().prop_map(|answer| Press::AskStaff { answer }),
            key.prop_map(|answer| Press::Related { answer }),
            (
                any::<u32>(),
                any::<u8>(),
                prop::collection::vec(0u8..16, 0..MOST_CRITERIA),
                any::<bool>()
            )
                .prop_map(|(criteria, programme, chosen, back)| Press::Check(Check {
                    criteria,
                    programme,
                    chosen,
                    back
                })),
            prop::collection::vec(any::<u8>(), 0..PAYLOAD).prop_map(Press::Staff),
        ]
    }

    proptest! {
        #[test]
        fn every_press_comes_back_from_its_id(press in any_press()) {
            let id = signer().sign(&press).expect("fits");
            prop_assert!(id.as_str().len() <= 100);
            prop_assert_eq!(signer().read(id.as_str()), Some(press));
        }

        #[test]
        fn a_forged_id_is_refused(press in any_press(), at in 0usize..100, to in 0u8..64) {
            let id = signer().sign(&press).expect("fits");
            let mut bytes = id.as_str().as_bytes().to_vec();
            let at = at % bytes.len();
            let to = BASE64.encode([to << 2]).as_bytes()[0];
            prop_assume!(bytes[at] != to);
            bytes[at] = to;
            prop_assert_eq!(signer().read(&String::from_utf8(bytes).expect("ASCII")), None);
        }

        #[test]
        fn any_text_at_all_is_read_without_a_panic(id in "\\PC{0,120}") {
            prop_assert_eq!(signer().read(&id), None);
        }
    }

    #[test]
    fn the_id_of_another_bot_is_refused() {
        let press = Press::Evidence { answer: AnswerKey(1) };
        let other = Signer::new(&Secret::new("another token")).sign(&press).expect("fits");
        assert_eq!(signer().read(other.as_str()), None);
    }
}
