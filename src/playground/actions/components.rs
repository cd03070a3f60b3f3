//! What a person does with components: buttons, selects, forms.

use serde_json::{Map, Value, json};

use super::super::clock::Id;
use super::super::model::InteractionKind;
use super::super::permissions as may;
use super::super::state::State;
use super::super::world::World;
use super::{ClientError, Outcome, add_resolved, no, partial_channel};

impl World {
    /// Somebody presses a button; gives the interaction at once.
    ///
    /// # Errors
    /// Where there is no such button or it is disabled.
    pub fn begin_press(&self, member: Id, channel: Id, message: Id, custom_id: &str) -> Result<Id, ClientError> {
        self.begin_component(member, channel, message, custom_id, None)
    }

    /// Somebody presses a button; gives what is shown.
    ///
    /// # Errors
    /// As [`World::begin_press`].
    pub async fn press(&self, member: Id, channel: Id, message: Id, custom_id: &str) -> Result<Outcome, ClientError> {
        let id = self.begin_press(member, channel, message, custom_id)?;
        self.outcome(id).await
    }

    /// Somebody chooses values of a select; gives the interaction at once.
    ///
    /// # Errors
    /// Where there is no such select or value, or too few or many are chosen.
    pub fn begin_select(
        &self,
        member: Id,
        channel: Id,
        message: Id,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Id, ClientError> {
        self.begin_component(member, channel, message, custom_id, Some(values))
    }

    /// Somebody chooses values of a select; gives what is shown.
    ///
    /// # Errors
    /// As [`World::begin_select`].
    pub async fn select(
        &self,
        member: Id,
        channel: Id,
        message: Id,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Outcome, ClientError> {
        let id = self.begin_select(member, channel, message, custom_id, values)?;
        self.outcome(id).await
    }

    fn begin_component(
        &self,
        member: Id,
        channel: Id,
        message: Id,
        custom_id: &str,
        values: Option<&[&str]>,
    ) -> Result<Id, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let sees = state
            .channels
            .get(&channel)
            .is_some_and(|place| state.can(place, member, may::VIEW_CHANNEL));
        let visible = state
            .message(channel, message)
            .filter(|one| sees && one.ephemeral_to.is_none_or(|only| only == member));
        let Some(source) = visible else {
            return no("The message is gone.");
        };
        let Some(widget) = source.widgets().find(|widget| widget["custom_id"] == custom_id) else {
            return no("The message has no such button.");
        };
        if widget["disabled"] == true {
            return no("This cannot be used any more.");
        }
        let kind = widget["type"].as_u64().unwrap_or(0);
        let mut data = json!({"component_type": kind, "custom_id": custom_id, "id": widget["id"]});
        match (kind, values) {
            (2, None) => {}
            (2, Some(_)) => return no("This is a button, not a menu."),
            (_, None) => return no("This is a menu, not a button."),
            (_, Some(values)) => {
                let count = values.len() as u64;
                let (min, max) = (
                    widget["min_values"].as_u64().unwrap_or(1),
                    widget["max_values"].as_u64().unwrap_or(1),
                );
                if count < min || count > max {
                    return no(format!("Choose {min} to {max}."));
                }
                if kind == 3 {
                    let offered = widget["options"].as_array();
                    let known = |value: &&str| {
                        offered.is_some_and(|options| options.iter().any(|option| option["value"] == **value))
                    };
                    if !values.iter().all(known) {
                        return no("The menu has no such entry.");
                    }
                } else {
                    data["resolved"] = resolve_entities(state, channel, kind, values);
                }
                data["values"] = json!(values);
            }
        }
        let mut interaction = self.new_interaction(state, InteractionKind::Component, member, channel, custom_id, 0);
        interaction.source = Some(message);
        Ok(state.begin_interaction(interaction, data))
    }

    /// Somebody sends a modal that `shown` (the interaction it came with) opened, with these fields by custom id.
    ///
    /// # Errors
    /// Where there is no such modal, or a field is missing, too short or too long.
    pub fn begin_modal(&self, member: Id, shown: Id, fields: &[(&str, &str)]) -> Result<Id, ClientError> {
        let mut state = self.lock();
        let state = &mut *state;
        let opened = state.interactions.get(&shown).filter(|it| it.user == member).cloned();
        let Some((opened, modal)) = opened.and_then(|it| it.modal.clone().map(|modal| (it, modal))) else {
            return no("There is no such form.");
        };
        let mut rows = Vec::new();
        for (index, row) in modal["components"].as_array().into_iter().flatten().enumerate() {
            for input in row["components"].as_array().into_iter().flatten() {
                let custom = input["custom_id"].as_str().unwrap_or_default();
                let value = fields
                    .iter()
                    .find(|(name, _)| *name == custom)
                    .map(|(_, value)| (*value).to_owned())
                    .or_else(|| input["value"].as_str().map(str::to_owned))
                    .unwrap_or_default();
                let length = value.chars().count() as u64;
                let label = input["label"].as_str().unwrap_or(custom);
                if input["required"] != false && value.trim().is_empty() {
                    return no(format!("{label}: this field is required."));
                }
                let (min, max) = (
                    input["min_length"].as_u64().unwrap_or(0),
                    input["max_length"].as_u64().unwrap_or(4_000),
                );
                if length > max || (length < min && length > 0) {
                    return no(format!("{label}: {min} to {max} characters."));
                }
                rows.push(json!({"type": 1, "id": index * 2 + 1, "components": [
                    {"type": 4, "id": index * 2 + 2, "custom_id": custom, "value": value}]}));
            }
        }
        let custom = modal["custom_id"].as_str().unwrap_or_default().to_owned();
        let data = json!({"custom_id": custom, "components": rows});
        let mut interaction = self.new_interaction(state, InteractionKind::Modal, member, opened.channel, &custom, 0);
        interaction.source = opened.source;
        Ok(state.begin_interaction(interaction, data))
    }

    /// Somebody sends a modal; gives what is shown.
    ///
    /// # Errors
    /// As [`World::begin_modal`].
    pub async fn submit_modal(&self, member: Id, shown: Id, fields: &[(&str, &str)]) -> Result<Outcome, ClientError> {
        let id = self.begin_modal(member, shown, fields)?;
        self.outcome(id).await
    }
}

fn resolve_entities(state: &State, channel: Id, kind: u64, values: &[&str]) -> Value {
    let mut resolved = Map::new();
    let guild = state.channels.get(&channel).and_then(|place| place.guild);
    for value in values {
        let Ok(id) = value.parse::<Id>() else { continue };
        if matches!(kind, 5 | 7) && state.users.contains_key(&id) {
            add_resolved(&mut resolved, "users", value, state.user_json(id));
            if let Some(guild) = guild {
                add_resolved(&mut resolved, "members", value, state.member_json(guild, id, false));
            }
        }
        if matches!(kind, 6 | 7)
            && let Some(role) = guild.and_then(|guild| state.guilds.get(&guild)?.roles.get(&id))
        {
            add_resolved(&mut resolved, "roles", value, State::role_json(role, state.bot));
        }
        if kind == 8
            && let Some(one) = state.channels.get(&id)
        {
            add_resolved(&mut resolved, "channels", value, partial_channel(state, one));
        }
    }
    Value::Object(resolved)
}
