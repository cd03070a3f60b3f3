//! Servers, members, roles, users, the application, and where the gateway is.

use serde_json::{Value, json};

use super::super::clock::Id;
use super::super::error::ApiError;
use super::super::model::Guild;
use super::super::permissions;
use super::super::state::State;
use super::{Answer, Request, id, no_content, ok};

pub(super) fn gateway_bot(state: &State) -> Answer {
    let used = state.gate.identifies;
    ok(json!({
        "url": state.gateway_url, "shards": state.options.shards,
        "session_start_limit": {
            "total": state.options.identifies_a_day,
            "remaining": state.options.identifies_a_day.saturating_sub(used),
            "reset_after": 86_400_000, "max_concurrency": 1,
        },
    }))
}

pub(super) fn mine(state: &State) -> Answer {
    ok(json!(
        state
            .guilds
            .values()
            .filter(|guild| guild.members.contains_key(&state.bot))
            .map(|guild| json!({
                "id": guild.id, "name": guild.name, "icon": null, "banner": null, "owner": guild.owner == state.bot,
                "permissions": permissions::in_guild(guild, state.bot).to_string(), "features": [],
            }))
            .collect::<Vec<_>>()
    ))
}

pub(super) fn user(state: &State, user: &str) -> Answer {
    let user = id(user, 10_013)?;
    if !state.users.contains_key(&user) {
        return Err(ApiError::unknown(10_013));
    }
    ok(state.user_json(user))
}

pub(super) fn application(state: &State) -> Answer {
    let bot = state.bot;
    let limited = state.options.privileged;
    use super::super::gateway::session::intents;
    let mut flags = 0_u64;
    for (intent, flag) in [
        (intents::GUILD_PRESENCES, 1_u64 << 13),
        (intents::GUILD_MEMBERS, 1 << 15),
        (intents::MESSAGE_CONTENT, 1 << 19),
    ] {
        if limited & intent != 0 {
            flags |= flag;
        }
    }
    let owner = state
        .guilds
        .values()
        .next()
        .map_or_else(|| state.user_json(bot), |guild| state.user_json(guild.owner));
    ok(json!({
        "id": bot, "name": state.users.get(&bot).map(|user| user.global_name.clone()), "icon": null,
        "description": "", "type": null, "bot_public": true, "bot_require_code_grant": false,
        "verify_key": "0".repeat(64), "flags": flags, "flags_new": flags.to_string(), "redirect_uris": [],
        "interactions_endpoint_url": null, "role_connections_verification_url": null, "owner": owner,
        "approximate_guild_count": state.guilds.len(), "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "team": null,
        "eligible_oauth2_scopes": [], "summary": "", "bot": state.user_json(bot), "rpc_origins": [], "tags": [],
        "integration_types_config": {"0": {}},
    }))
}

fn guild_of(state: &State, guild: Id) -> Result<&Guild, ApiError> {
    let found = state.guilds.get(&guild).ok_or_else(|| ApiError::unknown(10_004))?;
    if found.members.contains_key(&state.bot) {
        Ok(found)
    } else {
        Err(ApiError::missing_access())
    }
}

pub(super) fn route(state: &mut State, request: &Request, method: &str, guild: Id, rest: &[&str]) -> Answer {
    let found = guild_of(state, guild)?;
    match (method, rest) {
        ("GET", []) => {
            let mut json = state.guild_json(found);
            if request.query("with_counts") == Some("true") {
                json["approximate_member_count"] = json!(found.members.len());
                json["approximate_presence_count"] = json!(found.members.len());
            }
            ok(json)
        }
        ("GET", ["channels"]) => ok(json!(
            state
                .channels
                .values()
                .filter(|one| one.guild == Some(guild) && !one.kind.is_thread())
                .filter(|one| state.can(one, state.bot, permissions::VIEW_CHANNEL))
                .map(|one| state.channel_json(one))
                .collect::<Vec<_>>()
        )),
        ("GET", ["roles"]) => ok(json!(
            found
                .roles
                .values()
                .map(|role| State::role_json(role, state.bot))
                .collect::<Vec<_>>()
        )),
        ("GET", ["threads", "active"]) => {
            let threads: Vec<&_> = state
                .channels
                .values()
                .filter(|one| one.guild == Some(guild))
                .filter(|one| one.thread.as_ref().is_some_and(|thread| !thread.archived))
                .filter(|one| state.can(one, state.bot, permissions::VIEW_CHANNEL))
                .collect();
            let members: Vec<Value> = threads
                .iter()
                .filter_map(|one| state.channel_json(one).get("member").cloned())
                .collect();
            ok(
                json!({"threads": threads.iter().map(|one| state.channel_json(one)).collect::<Vec<_>>(),
                "members": members, "has_more": false}),
            )
        }
        ("GET", ["members"]) => {
            if state.options.privileged & super::super::gateway::session::intents::GUILD_MEMBERS == 0 {
                return Err(ApiError::missing_access());
            }
            let limit = request.query("limit").and_then(|text| text.parse().ok()).unwrap_or(1);
            let after: Id = request
                .query("after")
                .and_then(|text| text.parse().ok())
                .unwrap_or_default();
            ok(json!(
                found
                    .members
                    .keys()
                    .filter(|user| **user > after)
                    .take(limit)
                    .map(|user| state.member_json(guild, *user, true))
                    .collect::<Vec<_>>()
            ))
        }
        ("GET", ["members", user]) => {
            let user = if *user == "@me" { state.bot } else { id(user, 10_013)? };
            if !state.users.contains_key(&user) {
                return Err(ApiError::unknown(10_013));
            }
            if !found.members.contains_key(&user) {
                return Err(ApiError::unknown(10_007));
            }
            ok(state.member_json(guild, user, true))
        }
        (method @ ("PUT" | "DELETE"), ["members", user, "roles", role]) => {
            let (user, role) = (id(user, 10_013)?, id(role, 10_011)?);
            if permissions::in_guild(found, state.bot) & (1 << 28) == 0 {
                return Err(ApiError::missing_permissions());
            }
            if !found.roles.contains_key(&role) {
                return Err(ApiError::unknown(10_011));
            }
            let member = state
                .guilds
                .get_mut(&guild)
                .and_then(|guild| guild.members.get_mut(&user))
                .ok_or_else(|| ApiError::unknown(10_007))?;
            member.roles.retain(|one| *one != role);
            if method == "PUT" {
                member.roles.push(role);
            }
            state.member_changed(guild, user);
            no_content()
        }
        _ => Err(ApiError::no_route()),
    }
}
