//! What can be shown on Discord: a message of text, one card and rows of components, each within its limit by the way
//! it is made. The only place where builders of serenity's are filled, so that no mention is ever live.

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateButton, CreateEmbed, CreateEmbedFooter, CreateInteractionResponse,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EditMessage,
};
use serenity::model::application::ButtonStyle;
use serenity::model::channel::ReactionType;
use serenity::model::id::UserId;

use super::limits::{Limited, units};
use super::press::CustomId;

/// What the texts of one card may come to together.
const CARD_TOTAL: usize = 6000;

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    text: Option<Limited<2000>>,
    card: Option<Card>,
    rows: Rows,
}

impl View {
    /// A message of one text.
    pub fn text(text: &str) -> Self {
        Self {
            text: Some(Limited::or_dash(text)),
            card: None,
            rows: Rows::default(),
        }
    }

    /// A message of one card.
    pub fn card(card: Card) -> Self {
        Self {
            text: None,
            card: Some(card),
            rows: Rows::default(),
        }
    }

    /// The same with these components.
    #[must_use]
    pub fn with_rows(mut self, rows: Rows) -> Self {
        self.rows = rows;
        self
    }

    /// The same with `words` over it.
    #[must_use]
    pub fn over(mut self, words: &str) -> Self {
        let below = self.text.map(Limited::into_string).unwrap_or_default();
        let both = if below.is_empty() {
            words.to_owned()
        } else {
            format!("{words}\n\n{below}")
        };
        self.text = Some(Limited::or_dash(&both));
        self
    }

    /// The same without a card: its words as text, for channels where the bot may not send embeds.
    #[must_use]
    pub fn plain(self) -> Self {
        let Some(card) = self.card else { return self };
        let mut text = self.text.map(Limited::into_string).unwrap_or_default();
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&card.plain());
        Self {
            text: Some(Limited::or_dash(&text)),
            card: None,
            rows: self.rows,
        }
    }

    /// Everything that can be read in it, for tests and logs of the playground.
    pub fn words(&self) -> String {
        let mut words = self
            .text
            .as_ref()
            .map(|text| text.as_str().to_owned())
            .unwrap_or_default();
        if let Some(card) = &self.card {
            words.push_str(&card.plain());
        }
        words
    }

    fn embeds(&self) -> Vec<CreateEmbed> {
        self.card.iter().map(Card::build).collect()
    }

    fn content(&self) -> &str {
        self.text.as_ref().map_or("", Limited::as_str)
    }

    /// As a message to a channel.
    pub fn message(&self) -> CreateMessage {
        let mut message = CreateMessage::new()
            .allowed_mentions(no_mentions())
            .embeds(self.embeds())
            .components(self.rows.build());
        if let Some(text) = &self.text {
            message = message.content(text.as_str());
        }
        message
    }

    /// As a message to a channel, of which one person is to be notified.
    pub fn message_to(&self, member: UserId) -> CreateMessage {
        self.message()
            .allowed_mentions(CreateAllowedMentions::new().users([member]))
    }

    fn response_message(&self) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .allowed_mentions(no_mentions())
            .content(self.content())
            .embeds(self.embeds())
            .components(self.rows.build())
    }

    /// As the response to an interaction, seen by one person where `private`.
    pub fn response(&self, private: bool) -> CreateInteractionResponse {
        CreateInteractionResponse::Message(self.response_message().ephemeral(private))
    }

    /// As the new state of the message whose component was pressed.
    pub fn update(&self) -> CreateInteractionResponse {
        CreateInteractionResponse::UpdateMessage(self.response_message())
    }

    /// As the response to an interaction that was deferred.
    pub fn edit_response(&self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .allowed_mentions(no_mentions())
            .content(self.content())
            .embeds(self.embeds())
            .components(self.rows.build())
    }

    /// As a further message of an interaction.
    pub fn followup(&self, private: bool) -> CreateInteractionResponseFollowup {
        let mut followup = CreateInteractionResponseFollowup::new()
            .allowed_mentions(no_mentions())
            .ephemeral(private)
            .embeds(self.embeds())
            .components(self.rows.build());
        if let Some(text) = &self.text {
            followup = followup.content(text.as_str());
        }
        followup
    }

    /// As the new state of a message of the bot's own.
    pub fn edit_message(&self) -> EditMessage {
        EditMessage::new()
            .allowed_mentions(no_mentions())
            .content(self.content())
            .embeds(self.embeds())
            .components(self.rows.build())
    }
}

/// `parse: []`: left out, every mention in the text would be live.
fn no_mentions() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

/// The colour of a card's edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// An answer.
    Answer,
    /// A question back.
    Question,
    /// No answer.
    Nothing,
    /// Work of staff.
    Staff,
    /// Something went wrong.
    Trouble,
}

impl Colour {
    fn rgb(self) -> u32 {
        match self {
            Self::Answer => 0x2E_7D_6B,
            Self::Question => 0x3B_6E_A8,
            Self::Nothing => 0x8A_8F_98,
            Self::Staff => 0xB0_7D_2B,
            Self::Trouble => 0xB2_3B_3B,
        }
    }
}

/// One embed. Every text added is cut to its own limit and to what is left of the 6,000 units for all.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    colour: Colour,
    title: Option<Limited<256>>,
    url: Option<String>,
    body: Limited<4096>,
    fields: Vec<Field>,
    footer: Option<Limited<2048>>,
    spent: usize,
}

#[derive(Clone, Debug, PartialEq)]
struct Field {
    name: Limited<256>,
    value: Limited<1024>,
    inline: bool,
}

impl Card {
    /// A card that says `body`.
    pub fn new(colour: Colour, body: &str) -> Self {
        let body = Limited::or_dash(body);
        Self {
            colour,
            title: None,
            url: None,
            spent: body.units(),
            body,
            fields: Vec::new(),
            footer: None,
        }
    }

    fn left(&self) -> usize {
        CARD_TOTAL.saturating_sub(self.spent)
    }

    /// The same with a title.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        if self.title.is_none() {
            self.title = Limited::within(title, self.left());
            self.spent += self.title.as_ref().map_or(0, Limited::units);
        }
        self
    }

    /// The same with its title leading to `url`, where that is a web address.
    #[must_use]
    pub fn url(mut self, url: &str) -> Self {
        self.url = super::limits::link(url);
        self
    }

    /// The same with a line at its foot.
    #[must_use]
    pub fn footer(mut self, footer: &str) -> Self {
        if self.footer.is_none() {
            self.footer = Limited::within(footer, self.left());
            self.spent += self.footer.as_ref().map_or(0, Limited::units);
        }
        self
    }

    /// Adds a field, and says whether there was room for it.
    pub fn add_field(&mut self, name: &str, value: &str, inline: bool) -> bool {
        if self.fields.len() >= 25 {
            return false;
        }
        let Some(name) = Limited::within(name, self.left()) else {
            return false;
        };
        let left = self.left() - name.units();
        // A field cut to a few words says nothing.
        if left < units(value).min(60) {
            return false;
        }
        let Some(value) = Limited::within(value, left) else {
            return false;
        };
        self.spent += name.units() + value.units();
        self.fields.push(Field { name, value, inline });
        true
    }

    /// The same with a field, where there is room for it.
    #[must_use]
    pub fn field(mut self, name: &str, value: &str) -> Self {
        self.add_field(name, value, false);
        self
    }

    fn build(&self) -> CreateEmbed {
        let mut embed = CreateEmbed::new()
            .colour(self.colour.rgb())
            .description(self.body.as_str());
        if let Some(title) = &self.title {
            embed = embed.title(title.as_str());
            if let Some(url) = &self.url {
                embed = embed.url(url);
            }
        }
        for field in &self.fields {
            embed = embed.field(field.name.as_str(), field.value.as_str(), field.inline);
        }
        if let Some(footer) = &self.footer {
            embed = embed.footer(CreateEmbedFooter::new(footer.as_str()));
        }
        embed
    }

    fn plain(&self) -> String {
        let mut text = String::new();
        if let Some(title) = &self.title {
            text.push_str(&format!("**{}**\n", title.as_str()));
        }
        // The foot is kept whole: a date that is cut off misleads.
        let footer = self
            .footer
            .as_ref()
            .map(|footer| format!("\n-# {}", footer.as_str()))
            .unwrap_or_default();
        let mut rest = self.body.as_str().to_owned();
        for field in &self.fields {
            rest.push_str(&format!("\n\n**{}**\n{}", field.name.as_str(), field.value.as_str()));
        }
        let room = 1990_usize.saturating_sub(units(&text) + units(&footer));
        text.push_str(&super::limits::cut(&rest, room));
        text.push_str(&footer);
        text
    }
}

/// At most five rows of at most five buttons, or of one select, no two with the same id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows(Vec<Row>);

#[derive(Clone, Debug, PartialEq)]
enum Row {
    Buttons(Vec<Button>),
    Select(Select),
}

/// A button.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    to: To,
    label: Limited<80>,
    look: Look,
    emoji: Option<char>,
    disabled: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum To {
    Press(CustomId),
    Link(String),
}

/// How a button looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The one to press.
    Main,
    /// Any other.
    Plain,
    /// Agrees.
    Yes,
    /// Takes away.
    No,
}

impl Button {
    /// A button that is answered by the bot.
    pub fn new(id: CustomId, label: &str, look: Look) -> Self {
        Self {
            to: To::Press(id),
            label: Limited::or_dash(label),
            look,
            emoji: None,
            disabled: false,
        }
    }

    /// A button that opens a page; `None` where `url` is no web address.
    pub fn link(url: &str, label: &str) -> Option<Self> {
        Some(Self {
            to: To::Link(super::limits::link(url)?),
            label: Limited::or_dash(label),
            look: Look::Plain,
            emoji: None,
            disabled: false,
        })
    }

    /// The same with a picture before the words.
    #[must_use]
    pub fn emoji(mut self, emoji: char) -> Self {
        self.emoji = Some(emoji);
        self
    }

    /// The same, not to be pressed where `disabled`.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    fn build(&self) -> CreateButton {
        let mut button = match &self.to {
            To::Press(id) => CreateButton::new(id.as_str()).style(match self.look {
                Look::Main => ButtonStyle::Primary,
                Look::Plain => ButtonStyle::Secondary,
                Look::Yes => ButtonStyle::Success,
                Look::No => ButtonStyle::Danger,
            }),
            To::Link(url) => CreateButton::new_link(url),
        };
        button = button.label(self.label.as_str()).disabled(self.disabled);
        if let Some(emoji) = self.emoji {
            button = button.emoji(ReactionType::Unicode(emoji.to_string()));
        }
        button
    }
}

/// A select of one thing out of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Select {
    id: CustomId,
    placeholder: Limited<150>,
    options: Vec<(Limited<100>, Limited<100>, Option<Limited<100>>)>,
}

impl Select {
    /// A select without options yet.
    pub fn new(id: CustomId, placeholder: &str) -> Self {
        Self {
            id,
            placeholder: Limited::or_dash(placeholder),
            options: Vec::new(),
        }
    }

    /// Adds an option, and says whether it was taken: 25 at most, values whole and all different.
    pub fn add(&mut self, label: &str, value: &str, note: Option<&str>) -> bool {
        let (Some(label), Some(fits)) = (Limited::new(label), Limited::new(value)) else {
            return false;
        };
        if self.options.len() >= 25 || fits.as_str() != value || self.options.iter().any(|(_, other, _)| *other == fits)
        {
            return false;
        }
        self.options.push((label, fits, note.and_then(Limited::new)));
        true
    }

    fn build(&self) -> CreateSelectMenu {
        let options = self
            .options
            .iter()
            .map(|(label, value, note)| {
                let mut option = CreateSelectMenuOption::new(label.as_str(), value.as_str());
                if let Some(note) = note {
                    option = option.description(note.as_str());
                }
                option
            })
            .collect();
        CreateSelectMenu::new(self.id.as_str(), CreateSelectMenuKind::String { options })
            .placeholder(self.placeholder.as_str())
            .min_values(1)
            .max_values(1)
    }
}

impl Rows {
    /// Adds a button to the last row, or begins a row with it. Says whether there was room.
    pub fn button(&mut self, button: Button) -> bool {
        let fits = |row: Option<&Row>| matches!(row, Some(Row::Buttons(buttons)) if buttons.len() < 5);
        if matches!(&button.to, To::Press(id) if self.has(id)) {
            return false;
        }
        if !fits(self.0.last()) {
            if self.0.len() >= 5 {
                return false;
            }
            self.0.push(Row::Buttons(Vec::new()));
        }
        if let Some(Row::Buttons(row)) = self.0.last_mut() {
            row.push(button);
        }
        true
    }

    /// Begins a new row for the buttons that follow. Says whether there was room.
    pub fn break_row(&mut self) -> bool {
        let room = self.0.len() < 5;
        if room {
            self.0.push(Row::Buttons(Vec::new()));
        }
        room
    }

    /// Adds a select in a row of its own. Says whether there was room; one without options is not taken.
    pub fn select(&mut self, select: Select) -> bool {
        self.0
            .retain(|row| !matches!(row, Row::Buttons(buttons) if buttons.is_empty()));
        if self.0.len() >= 5 || select.options.is_empty() || self.has(&select.id) {
            return false;
        }
        self.0.push(Row::Select(select));
        true
    }

    fn has(&self, id: &CustomId) -> bool {
        self.0.iter().any(|row| match row {
            Row::Buttons(buttons) => buttons
                .iter()
                .any(|button| matches!(&button.to, To::Press(other) if other == id)),
            Row::Select(select) => select.id == *id,
        })
    }

    fn build(&self) -> Vec<CreateActionRow> {
        self.0
            .iter()
            .filter_map(|row| match row {
                Row::Buttons(buttons) if buttons.is_empty() => None,
                Row::Buttons(buttons) => Some(CreateActionRow::Buttons(buttons.iter().map(Button::build).collect())),
                Row::Select(select) => Some(CreateActionRow::SelectMenu(select.build())),
            })
            .collect()
    }
}
