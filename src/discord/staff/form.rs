//! The form in which staff write an answer: its inputs, and the reading of what was typed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};
use serenity::model::application::{ActionRowComponent, InputTextStyle, ModalInteraction};

use crate::knowledge::{Faq, Lang, PartialDate, Source, Text};
use crate::records::GapId;

use super::super::limits::{Limited, link};
use super::super::press::CustomId;
use super::wording::{self, Field, FormProblem};

/// What somebody has typed, complete or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Draft {
    /// The gap it answers, where it answers one.
    pub(super) gap: Option<GapId>,
    /// The question it answers.
    pub(super) question: String,
    /// Other ways the question was put.
    pub(super) also: Vec<String>,
    answer: String,
    title: String,
    publisher: String,
    dates: String,
    url: String,
}

const INPUTS: [(&str, Field, InputTextStyle, u16, bool); 5] = [
    ("answer", Field::Answer, InputTextStyle::Paragraph, 1500, true),
    ("title", Field::Title, InputTextStyle::Short, 200, true),
    ("publisher", Field::Publisher, InputTextStyle::Short, 100, true),
    ("dates", Field::Dates, InputTextStyle::Short, 40, true),
    ("url", Field::Url, InputTextStyle::Short, 500, false),
];

impl Draft {
    /// A form for this question, nothing typed yet.
    pub(super) fn new(gap: Option<GapId>, question: String, also: Vec<String>) -> Self {
        Self {
            gap,
            question,
            also,
            ..Self::default()
        }
    }

    fn typed(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "answer" => &mut self.answer,
            "title" => &mut self.title,
            "publisher" => &mut self.publisher,
            "dates" => &mut self.dates,
            "url" => &mut self.url,
            _ => return None,
        })
    }

    /// The form with what has been typed so far.
    pub(super) fn modal(&self, lang: Lang, id: &CustomId) -> CreateModal {
        let mut typed = self.clone();
        let rows = INPUTS
            .iter()
            .map(|(name, field, style, longest, required)| {
                let (label, placeholder) = wording::field(lang, *field);
                let mut input = CreateInputText::new(*style, Limited::<45>::or_dash(label).into_string(), *name)
                    .placeholder(Limited::<100>::or_dash(placeholder).into_string())
                    .max_length(*longest)
                    .required(*required);
                if let Some(text) = typed.typed(name)
                    && !text.is_empty()
                {
                    input = input.value(text.clone());
                }
                CreateActionRow::InputText(input)
            })
            .collect();
        CreateModal::new(
            id.as_str(),
            Limited::<45>::or_dash(wording::form_title(lang)).into_string(),
        )
        .components(rows)
    }

    /// The draft with what this form says.
    pub(super) fn read(mut self, modal: &ModalInteraction) -> Self {
        for row in &modal.data.components {
            for component in &row.components {
                if let ActionRowComponent::InputText(input) = component
                    && let Some(to) = self.typed(&input.custom_id)
                {
                    *to = input.value.clone().unwrap_or_default().trim().to_owned();
                }
            }
        }
        self
    }

    /// What would be added to the knowledge. Its id is left to whoever writes it.
    ///
    /// # Errors
    /// What has to be typed otherwise.
    pub(super) fn faq(&self, today: Date) -> Result<Faq, FormProblem> {
        for (text, field) in [
            (&self.answer, Field::Answer),
            (&self.title, Field::Title),
            (&self.publisher, Field::Publisher),
            (&self.dates, Field::Dates),
        ] {
            if text.trim().is_empty() {
                return Err(FormProblem::Empty(field));
            }
        }
        let (published, valid_until) = dates(&self.dates)?;
        if published.first() > today {
            return Err(FormProblem::Future);
        }
        if let Some(until) = &valid_until {
            if until.last() < published.first() {
                return Err(FormProblem::Order);
            }
            if until.last() < today {
                return Err(FormProblem::Over);
            }
        }
        let url = match self.url.trim() {
            "" => None,
            typed => Some(link(typed).ok_or(FormProblem::Url)?),
        };
        Ok(Faq {
            id: String::new(),
            question: Text::plain(self.question.trim()),
            also: self.also.clone(),
            answer: Text::plain(self.answer.trim()),
            items: Vec::new(),
            sources: Vec::new(),
            source: Some(Source {
                id: String::new(),
                title: Text::plain(self.title.trim()),
                publisher: Text::plain(self.publisher.trim()),
                author: None,
                published: Some(published),
                url,
            }),
            // What staff write is itself what the answer rests on; the source says who vouches for it.
            quote: Some(self.answer.trim().to_owned()),
            valid_until,
            expired: false,
        })
    }
}

/// Reads `2026-11-20`, or `2026-11-20 ~ 2027-03-31`, with dots, slashes or Korean words for the days as well.
fn dates(typed: &str) -> Result<(PartialDate, Option<PartialDate>), FormProblem> {
    let mut parts = typed.split(['~', '～', '〜', '∼']).map(str::trim);
    let published = date(parts.next().unwrap_or_default())?;
    let until = match parts.next() {
        None | Some("") => None,
        Some(until) => Some(date(until)?),
    };
    match parts.next() {
        None => Ok((published, until)),
        Some(_) => Err(FormProblem::Date(typed.to_owned())),
    }
}

fn date(typed: &str) -> Result<PartialDate, FormProblem> {
    let parts: Vec<String> = typed
        .split(['.', '/', '-', '년', '월', '일', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| {
            if part.len() == 1 {
                format!("0{part}")
            } else {
                part.to_owned()
            }
        })
        .collect();
    PartialDate::parse(&parts.join("-")).map_err(|_| FormProblem::Date(typed.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(dates: &str, url: &str) -> Draft {
        Draft {
            answer: "주차는 지원하지 않습니다.".into(),
            title: "입주 안내".into(),
            publisher: "운영사무국".into(),
            dates: dates.into(),
            url: url.into(),
            ..Draft::new(None, "주차 되나요?".into(), vec![])
        }
    }

    fn check(dates: &str, url: &str, expected: Result<(&str, Option<&str>), FormProblem>) {
        let read = draft(dates, url).faq("2026-11-23".parse().unwrap());
        let read = read.map(|faq| {
            let published = faq.source.unwrap().published.unwrap().to_string();
            (published, faq.valid_until.map(|until| until.to_string()))
        });
        let expected = expected.map(|(published, until)| (published.to_owned(), until.map(str::to_owned)));
        assert_eq!(read, expected, "{dates} {url}");
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        check("2026-11-20", "", Ok(("2026-11-20", None)));
        check("2026.11.3", "", Ok(("2026-11-03", None)));
        check("2026년 11월 3일 ~ 2027년 3월", "", Ok(("2026-11-03", Some("2027-03"))));
        check("2026/11/20~", "https://example.org/a", Ok(("2026-11-20", None)));
        check("2026", "", Ok(("2026", None)));
    }

    #[test]
    fn what_cannot_be_meant_is_said() {
        check("다음 주", "", Err(FormProblem::Date("다음 주".into())));
        check("2026-11-31", "", Err(FormProblem::Date("2026-11-31".into())));
        check("2026-11-20 ~ 2026-10-01", "", Err(FormProblem::Order));
        check("2025-11-20 ~ 2026-10-01", "", Err(FormProblem::Over));
        check("2027-01-01", "", Err(FormProblem::Future));
        check("2026-11-20", "javascript:alert(1)", Err(FormProblem::Url));
        check("", "", Err(FormProblem::Empty(Field::Dates)));
    }
}
