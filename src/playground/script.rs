//! Plays a script: people in the world say and press what is written, and what their clients show is written down.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Value, json};

use super::clock::Id;
use super::model::{Command, Message};
use super::world::World;
use super::{ClientError, Outcome};

/// A script, read. Its lines are described in `docs/playground.md`.
#[derive(Clone, Debug)]
pub struct Script {
    steps: Vec<(usize, Step)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    As(String),
    In(String),
    Ask(String),
    Say(String),
    Reply(String),
    Post(String, String),
    Slash(String),
    Type(String),
    Press(String),
    Choose(String),
    Fill(Vec<String>),
    Menu(String),
    React(String),
    Advance(Duration),
    Expect(Expectation),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Expectation {
    Text(String),
    NoText(String),
    Button(String),
    Private,
}

/// Why a script stopped: the line and what was wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// The line, counted from 1.
    pub line: usize,
    /// What was wrong, and what to write instead.
    pub what: String,
}

impl std::fmt::Display for ScriptError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for ScriptError {}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// At the first line that is no step, with what can be written there.
    pub fn parse(text: &str) -> Result<Self, ScriptError> {
        let mut steps = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let step = step(line).map_err(|what| ScriptError { line: index + 1, what })?;
            steps.push((index + 1, step));
        }
        Ok(Self { steps })
    }

    /// Plays it in `world`, giving every line of the conversation to `print`.
    ///
    /// # Errors
    /// At the first step that cannot be done or that is not as expected.
    pub async fn play(&self, world: &World, print: &mut impl FnMut(&str)) -> Result<(), ScriptError> {
        let mut stage = Stage::new(world, print);
        for (line, step) in &self.steps {
            stage
                .play(step)
                .await
                .map_err(|what| ScriptError { line: *line, what })?;
        }
        Ok(())
    }
}

fn step(line: &str) -> Result<Step, String> {
    if line.starts_with('/') {
        return Ok(Step::Slash(line.to_owned()));
    }
    let (verb, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let text = || {
        if rest.is_empty() {
            Err(format!("`{verb}` needs something after it"))
        } else {
            Ok(rest.to_owned())
        }
    };
    Ok(match verb {
        "as" => Step::As(text()?),
        "in" => Step::In(text()?),
        "ask" => Step::Ask(text()?),
        "say" => Step::Say(text()?),
        "reply" => Step::Reply(text()?),
        "post" => {
            let (title, body) = rest.split_once('|').ok_or("write `post TITLE | TEXT`")?;
            Step::Post(title.trim().to_owned(), body.trim().to_owned())
        }
        "type" => Step::Type(text()?),
        "press" => Step::Press(text()?),
        "choose" => Step::Choose(text()?),
        "fill" => Step::Fill(text()?.split('|').map(|field| field.trim().to_owned()).collect()),
        "menu" => Step::Menu(text()?),
        "react" => Step::React(text()?),
        "advance" => Step::Advance(duration(rest)?),
        "expect" => Step::Expect(expectation(&text()?)),
        _ => {
            return Err(format!(
                "`{verb}` is no step: write as, in, ask, say, reply, post, /command, type, press, choose, fill, menu, \
                 react, advance or expect"
            ));
        }
    })
}

fn expectation(text: &str) -> Expectation {
    if text == "private" {
        Expectation::Private
    } else if let Some(rest) = text.strip_prefix("not ") {
        Expectation::NoText(rest.trim().to_owned())
    } else if let Some(rest) = text.strip_prefix("button ") {
        Expectation::Button(rest.trim().to_owned())
    } else {
        Expectation::Text(text.to_owned())
    }
}

fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is no time: write 3s, 15m or 2h");
    let split = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let (number, unit) = text.split_at_checked(split).ok_or_else(wrong)?;
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let factor = match unit.trim() {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        _ => return Err(wrong()),
    };
    Ok(Duration::from_secs(number.saturating_mul(factor)))
}

/// Who speaks where, and what was shown last.
struct Stage<'a, F> {
    world: &'a World,
    print: &'a mut F,
    member: Option<Id>,
    channel: Option<Id>,
    /// What the last step brought, newest last.
    shown: Vec<Message>,
    /// The last of the bot's messages with something to press.
    pressable: Option<Message>,
    modal: Option<(Id, Value)>,
    /// What `type` or a failed interaction brought, in words.
    words: String,
}

impl<'a, F: FnMut(&str)> Stage<'a, F> {
    fn new(world: &'a World, print: &'a mut F) -> Self {
        Self {
            world,
            print,
            member: world.find_user("민지"),
            channel: world.find_channel("질문"),
            shown: Vec::new(),
            pressable: None,
            modal: None,
            words: String::new(),
        }
    }

    async fn play(&mut self, step: &Step) -> Result<(), String> {
        let world = self.world;
        let (Some(member), Some(channel)) = (self.member, self.channel) else {
            return Err("there is nobody to speak, or nowhere to do so: begin with `as` and `in`".into());
        };
        match step {
            Step::As(name) => {
                self.member = Some(world.find_user(name).ok_or_else(|| {
                    let names: Vec<String> = world
                        .users()
                        .into_iter()
                        .filter(|user| !user.bot)
                        .map(|user| user.global_name)
                        .collect();
                    format!("nobody is called `{name}`: there are {}", names.join(", "))
                })?);
                // A direct conversation is one person's.
                if world.channel(channel).is_some_and(|place| place.recipient.is_some()) {
                    self.channel = world.find_channel("질문");
                }
            }
            Step::In(name) if name == "dm" => self.channel = Some(world.open_dm(member)),
            Step::In(name) => {
                let found = world.find_channel(name);
                self.channel = Some(found.ok_or_else(|| format!("no channel is called `{name}`"))?);
            }
            Step::Ask(text) => {
                let alone = world.channel(channel).is_some_and(|place| place.recipient.is_some());
                let text = if alone {
                    text.clone()
                } else {
                    format!("<@{}> {text}", world.bot())
                };
                self.send(member, channel, &text, None, true).await?;
            }
            Step::Say(text) => self.send(member, channel, text, None, false).await?,
            Step::Reply(text) => {
                let to = self.shown.last().ok_or("there is no message to reply to yet")?;
                let (place, id) = (to.channel, to.id);
                self.send(member, place, text, Some(id), true).await?;
            }
            Step::Post(title, text) => {
                let (thread, first) = world.post_in_forum(member, channel, title, text).map_err(words)?;
                self.channel = Some(thread);
                self.show(&first);
                self.await_answers(&first).await?;
            }
            Step::Slash(line) => {
                let (command, options) = self.options(line)?;
                let given: Vec<(&str, Value)> = options
                    .iter()
                    .map(|(name, value)| (name.as_str(), json!(value)))
                    .collect();
                let id = world.begin_slash(member, channel, &command, &given).map_err(words)?;
                self.line(channel, member, line);
                self.outcome(id).await?;
            }
            Step::Type(line) => {
                let (command, options) = self.options(line)?;
                let (focused, typed) = options.last().ok_or("write `type /command option: text`")?;
                let choices = world
                    .autocomplete(member, channel, &command, focused, typed, &[])
                    .await
                    .map_err(words)?;
                let names: Vec<String> = choices.into_iter().map(|(name, _)| name).collect();
                self.words = names.join("\n");
                self.line(channel, member, &format!("{line}…"));
                for name in names {
                    (self.print)(&format!("    · {name}"));
                }
                self.shown.clear();
            }
            Step::Press(label) => {
                let on = self.pressable.clone().ok_or("there is nothing to press yet")?;
                let on = world.message(on.channel, on.id).unwrap_or(on);
                let custom = on
                    .button(label)
                    .ok_or_else(|| format!("there is no button `{label}`: there are {}", buttons(&on).join(" ")))?;
                let id = world.begin_press(member, on.channel, on.id, &custom).map_err(words)?;
                self.line(on.channel, member, &format!("[{label}]"));
                self.outcome(id).await?;
            }
            Step::Choose(label) => {
                let on = self.pressable.clone().ok_or("there is nothing to choose from yet")?;
                let on = world.message(on.channel, on.id).unwrap_or(on);
                let (custom, value) = entry(&on, label)?;
                let id = world
                    .begin_select(member, on.channel, on.id, &custom, &[&value])
                    .map_err(words)?;
                self.line(on.channel, member, &format!("▾ {label}"));
                self.outcome(id).await?;
            }
            Step::Fill(texts) => {
                let (shown, modal) = self.modal.take().ok_or("there is no form to fill in")?;
                let ids: Vec<String> = modal["components"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|row| row["components"][0]["custom_id"].as_str().map(str::to_owned))
                    .collect();
                let fields: Vec<(&str, &str)> = ids
                    .iter()
                    .map(String::as_str)
                    .zip(texts.iter().map(String::as_str))
                    .collect();
                let id = world.begin_modal(member, shown, &fields).map_err(words)?;
                self.line(channel, member, &format!("✎ {}", texts.join(" | ")));
                self.outcome(id).await?;
            }
            Step::Menu(command) => {
                let on = self
                    .shown
                    .last()
                    .ok_or("there is no message to open the menu of")?
                    .clone();
                let id = world
                    .begin_context_menu(member, on.channel, command, on.id)
                    .map_err(words)?;
                self.line(on.channel, member, &format!("⋯ {command}"));
                self.outcome(id).await?;
            }
            Step::React(emoji) => {
                let on = self.shown.last().ok_or("there is no message to react to")?;
                world.react(member, on.channel, on.id, emoji, true).map_err(words)?;
                let place = on.channel;
                self.line(place, member, emoji);
            }
            Step::Advance(by) => world.advance(*by),
            Step::Expect(expectation) => self.expect(expectation)?,
        }
        Ok(())
    }

    async fn send(
        &mut self,
        member: Id,
        channel: Id,
        text: &str,
        reply: Option<Id>,
        answered: bool,
    ) -> Result<(), String> {
        let sent = self
            .world
            .send_message(member, channel, text, reply, Vec::new())
            .map_err(words)?;
        self.show(&sent);
        if answered {
            self.await_answers(&sent).await?;
        } else {
            self.shown = vec![sent];
        }
        Ok(())
    }

    async fn await_answers(&mut self, asked: &Message) -> Result<(), String> {
        let world = self.world;
        let answers = world
            .wait_for(|world| Some(world.answers_so_far(asked)).filter(|answers| !answers.is_empty()))
            .await
            .ok_or("the bot did not answer")?;
        self.shown.clear();
        for answer in answers {
            self.shown_by_bot(answer);
        }
        Ok(())
    }

    fn shown_by_bot(&mut self, message: Message) {
        self.show(&message);
        if message.widgets().next().is_some() {
            self.pressable = Some(message.clone());
        }
        self.shown.push(message);
    }

    async fn outcome(&mut self, interaction: Id) -> Result<(), String> {
        self.words.clear();
        self.shown.clear();
        match self.world.finished(interaction).await.map_err(words)? {
            Outcome::Reply(message) | Outcome::Updated(message) => self.shown_by_bot(*message),
            Outcome::Modal(id, modal) => {
                self.words = modal["title"].as_str().unwrap_or_default().to_owned();
                (self.print)(&format!("    ✎ {}", self.words));
                self.modal = Some((id, modal));
            }
            Outcome::Failed => return Err("the bot did not respond in time".into()),
            Outcome::Nothing | Outcome::Choices(_) => {}
        }
        let Some(it) = self.world.interaction(interaction) else {
            return Ok(());
        };
        for followup in it.followups {
            if let Some(message) = self.world.message(it.channel, followup) {
                self.shown_by_bot(message);
            }
        }
        Ok(())
    }

    fn expect(&self, expectation: &Expectation) -> Result<(), String> {
        let mut text: Vec<String> = self.shown.iter().map(Message::text).collect();
        text.push(self.words.clone());
        let text = text.join("\n");
        match expectation {
            Expectation::Text(wanted) if !text.contains(wanted) => Err(format!("`{wanted}` is not in: {text}")),
            Expectation::NoText(unwanted) if text.contains(unwanted) => Err(format!("`{unwanted}` is in: {text}")),
            Expectation::Button(label) if !self.shown.iter().any(|message| message.button(label).is_some()) => {
                let there: Vec<String> = self.shown.iter().flat_map(buttons).collect();
                Err(format!("there is no button `{label}`: there are {}", there.join(" ")))
            }
            Expectation::Private if !self.shown.iter().any(|message| message.ephemeral_to.is_some()) => {
                Err("the answer is for everybody to see".into())
            }
            _ => Ok(()),
        }
    }

    /// Splits `/command sub option: value option: value` by the names the command's options really have.
    fn options(&self, line: &str) -> Result<(String, Vec<(String, String)>), String> {
        let commands = self.world.commands();
        let body = line.trim_start_matches('/');
        let (head, rest) = split_options(&commands, body);
        if head.is_empty() {
            return Err("write `/command option: value`".into());
        }
        Ok((head, rest))
    }

    fn place(&self, channel: Id) -> String {
        match self.world.channel(channel) {
            Some(place) if place.recipient.is_some() => "DM".into(),
            Some(place) => format!("#{}", place.name),
            None => String::new(),
        }
    }

    fn name(&self, user: Id) -> String {
        self.world.user(user).map_or_else(String::new, |user| user.global_name)
    }

    fn line(&mut self, channel: Id, user: Id, text: &str) {
        let line = format!("{} {}: {text}", self.place(channel), self.name(user));
        (self.print)(&line);
    }

    fn show(&mut self, message: &Message) {
        let private = message
            .ephemeral_to
            .map_or_else(String::new, |only| format!(" (only {} sees this)", self.name(only)));
        let bot = self.world.bot();
        let mut text = message
            .text()
            .replace(&format!("<@{bot}>"), &format!("@{}", self.name(bot)));
        let shown = buttons(message);
        if !shown.is_empty() {
            let _ = write!(text, "\n{}", shown.join(" "));
        }
        for select in message.selects() {
            let entries: Vec<&str> = select["options"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|option| option["label"].as_str())
                .collect();
            let _ = write!(
                text,
                "\n▾ {}: {}",
                select["placeholder"].as_str().unwrap_or_default(),
                entries.join(" / ")
            );
        }
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default().to_owned();
        self.line(message.channel, message.author, &format!("{first}{private}"));
        for line in lines {
            (self.print)(&format!("    {line}"));
        }
    }
}

fn words(error: ClientError) -> String {
    error.0
}

/// The labels of a message's buttons, each in brackets.
fn buttons(message: &Message) -> Vec<String> {
    message
        .buttons()
        .into_iter()
        .map(|button| {
            let emoji = button
                .pointer("/emoji/name")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let label = button["label"].as_str().unwrap_or_default();
            format!("[{}]", format!("{emoji} {label}").trim())
        })
        .collect()
}

/// The select and the value of the entry whose label contains `label`.
fn entry(message: &Message, label: &str) -> Result<(String, String), String> {
    for select in message.selects() {
        for option in select["options"].as_array().into_iter().flatten() {
            if option["label"].as_str().is_some_and(|shown| shown.contains(label)) {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                return Ok((text(&select["custom_id"]), text(&option["value"])));
            }
        }
    }
    Err(format!("there is no entry `{label}`"))
}

/// The command's words, and its options by name. A word with a colon is an option only where the command has one so named.
fn split_options(commands: &[Command], body: &str) -> (String, Vec<(String, String)>) {
    fn names(value: &Value, found: &mut Vec<String>) {
        for option in value["options"].as_array().into_iter().flatten() {
            found.extend(option["name"].as_str().map(str::to_owned));
            let translated = option["name_localizations"].as_object();
            found.extend(
                translated
                    .into_iter()
                    .flat_map(|map| map.values())
                    .filter_map(|name| name.as_str().map(str::to_owned)),
            );
            names(option, found);
        }
    }
    let mut known = Vec::new();
    for command in commands {
        names(&command.body, &mut known);
    }
    let mut head = Vec::new();
    let mut options: Vec<(String, Vec<&str>)> = Vec::new();
    for word in body.split_whitespace() {
        let option = word
            .split_once(':')
            .filter(|(name, _)| known.iter().any(|one| one == name));
        match (option, options.last_mut()) {
            (Some((name, value)), _) => {
                let value = if value.is_empty() { Vec::new() } else { vec![value] };
                options.push((name.to_owned(), value));
            }
            (None, Some((_, value))) => value.push(word),
            (None, None) => head.push(word),
        }
    }
    let options = options
        .into_iter()
        .map(|(name, value)| (name, value.join(" ")))
        .collect();
    (head.join(" "), options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        let script = Script::parse("# a comment\n\nas Alex\nin dm\nexpect button 👍\nadvance 15m\n").unwrap();
        let steps: Vec<Step> = script.steps.into_iter().map(|(_, step)| step).collect();
        assert_eq!(
            steps,
            [
                Step::As("Alex".into()),
                Step::In("dm".into()),
                Step::Expect(Expectation::Button("👍".into())),
                Step::Advance(Duration::from_secs(900)),
            ]
        );
    }

    #[test]
    fn a_wrong_line_is_named_with_what_to_write() {
        let error = Script::parse("as 민지\nshout hello").unwrap_err();
        assert_eq!(error.line, 2);
        assert!(error.what.contains("say"), "{error}");
        assert!(Script::parse("advance soon").unwrap_err().what.contains("15m"));
    }

    #[test]
    fn options_are_split_by_the_names_the_command_has() {
        let command = Command {
            id: Id(1),
            guild: None,
            version: Id(1),
            body: json!({"name": "ask", "options": [
                {"name": "question", "name_localizations": {"ko": "질문"}}, {"name": "private"}]}),
        };
        let (head, options) = split_options(&[command], "ask 질문: 10:30에 여나요? private: true");
        assert_eq!(head, "ask");
        assert_eq!(
            options,
            [
                ("질문".to_owned(), "10:30에 여나요?".to_owned()),
                ("private".to_owned(), "true".to_owned())
            ]
        );
    }
}
