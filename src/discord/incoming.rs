//! An interaction as it came in, and the ways to answer it: each at most once, in time, and again where Discord failed.

use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use serenity::builder::{
    CreateAttachment, CreateAutocompleteResponse, CreateInteractionResponse, CreateInteractionResponseMessage,
    CreateModal,
};
use serenity::http::Http;
use serenity::model::Permissions;
use serenity::model::application::{CommandInteraction, ComponentInteraction, ModalInteraction};
use serenity::model::guild::Member;
use serenity::model::id::{ChannelId, GuildId, InteractionId, UserId};

use crate::knowledge::Lang;

use super::failure::{Failure, passing, refusal, without_address};
use super::view::View;

/// After how long an interaction is acknowledged although its answer is not ready. Discord gives up after three seconds.
const ACKNOWLEDGE_AFTER: Duration = Duration::from_millis(600);
/// How often a request is made that Discord itself fails at.
const TRIES: u32 = 4;

/// Not acknowledged yet.
const NEW: u8 = 0;
/// Acknowledged; the answer is still to come.
const DEFERRED: u8 = 1;
/// Answered; what comes now is a further message.
const ANSWERED: u8 = 2;

/// An interaction.
#[derive(Debug)]
pub struct Incoming {
    /// Its id.
    pub id: InteractionId,
    /// Who made it.
    pub user: UserId,
    /// Their membership, in a server.
    pub member: Option<Member>,
    /// The server; `None` in a direct message.
    pub guild: Option<GuildId>,
    /// The channel or thread.
    pub channel: ChannelId,
    /// The language of the person's Discord.
    pub locale: String,
    /// What the bot may do in the channel.
    pub may: Option<Permissions>,
    token: String,
    state: AtomicU8,
}

macro_rules! incoming_from {
    ($($kind:ty, |$member:ident| $as_member:expr;)*) => {$(
        impl From<&$kind> for Incoming {
            fn from(interaction: &$kind) -> Self {
                let $member = &interaction.member;
                Self {
                    id: interaction.id,
                    user: interaction.user.id,
                    member: $as_member,
                    guild: interaction.guild_id,
                    channel: interaction.channel_id,
                    locale: interaction.locale.clone(),
                    may: interaction.app_permissions,
                    token: interaction.token.clone(),
                    state: AtomicU8::new(NEW),
                }
            }
        }
    )*};
}

incoming_from! {
    CommandInteraction, |member| member.as_deref().cloned();
    ComponentInteraction, |member| member.clone();
    ModalInteraction, |member| member.clone();
}

impl Incoming {
    /// The language of the person's Discord, where it is one of ours.
    pub fn lang(&self) -> Option<Lang> {
        match self.locale.as_str() {
            "ko" => Some(Lang::Ko),
            locale if locale.starts_with("en") => Some(Lang::En),
            _ => None,
        }
    }

    /// Whether embeds are seen here.
    fn embeds(&self) -> bool {
        self.may.is_none_or(|may| may.contains(Permissions::EMBED_LINKS))
    }

    fn fit(&self, view: View) -> View {
        if self.embeds() { view } else { view.plain() }
    }

    /// Whether it has been acknowledged.
    pub fn acknowledged(&self) -> bool {
        self.state.load(Ordering::Acquire) != NEW
    }

    /// Answers with `view`: as the response, or, where one was promised, in its place; after that as a further message.
    ///
    /// # Errors
    /// Where Discord refuses, or goes on failing.
    pub async fn respond(&self, http: &Http, view: View, private: bool) -> Result<(), Failure> {
        let view = self.fit(view);
        match self.state.load(Ordering::Acquire) {
            NEW => match self.callback(http, &view.response(private)).await? {
                Callback::Taken => {}
                // An earlier try had reached Discord although it reported a failure; this makes sure of the content.
                Callback::TakenBefore => self.edit(http, &view).await?,
            },
            DEFERRED => self.edit(http, &view).await?,
            _ => self.follow_up(http, &view, private).await?,
        }
        self.state.store(ANSWERED, Ordering::Release);
        Ok(())
    }

    /// Answers with what `work` gives, and acknowledges before that where it takes long.
    ///
    /// # Errors
    /// As [`Self::respond`].
    pub async fn respond_with(
        &self,
        http: &Http,
        private: bool,
        work: impl Future<Output = View>,
    ) -> Result<(), Failure> {
        tokio::pin!(work);
        let view = match tokio::time::timeout(ACKNOWLEDGE_AFTER, &mut work).await {
            Ok(view) => view,
            Err(_) => {
                self.defer(http, private).await?;
                work.await
            }
        };
        self.respond(http, view, private).await
    }

    /// Acknowledges; the answer comes later.
    ///
    /// # Errors
    /// As [`Self::respond`].
    pub async fn defer(&self, http: &Http, private: bool) -> Result<(), Failure> {
        if self.acknowledged() {
            return Ok(());
        }
        let promise = CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(private));
        self.callback(http, &promise).await?;
        self.state.store(DEFERRED, Ordering::Release);
        Ok(())
    }

    /// Makes `view` the new state of the message whose component was pressed.
    ///
    /// # Errors
    /// As [`Self::respond`].
    pub async fn update(&self, http: &Http, view: View) -> Result<(), Failure> {
        let view = self.fit(view);
        if self.acknowledged() {
            self.edit(http, &view).await?;
        } else {
            self.callback(http, &view.update()).await?;
        }
        self.state.store(ANSWERED, Ordering::Release);
        Ok(())
    }

    /// Answers with `view` and files, seen by one person.
    ///
    /// # Errors
    /// As [`Self::respond`].
    pub async fn respond_with_files(
        &self,
        http: &Http,
        view: View,
        files: Vec<CreateAttachment>,
    ) -> Result<(), Failure> {
        self.defer(http, true).await?;
        let edit = self.fit(view).edit_response();
        again(|_| http.edit_original_interaction_response(&self.token, &edit, files.clone())).await?;
        self.state.store(ANSWERED, Ordering::Release);
        Ok(())
    }

    /// Shows how far the work is that was promised by [`Self::defer`]; the answer is still to come.
    ///
    /// # Errors
    /// As [`Self::respond`].
    pub async fn progress(&self, http: &Http, view: View) -> Result<(), Failure> {
        let view = self.fit(view);
        self.edit(http, &view).await
    }

    /// Opens a modal.
    ///
    /// # Errors
    /// As [`Self::respond`].
    pub async fn modal(&self, http: &Http, modal: CreateModal) -> Result<(), Failure> {
        self.callback(http, &CreateInteractionResponse::Modal(modal)).await?;
        self.state.store(ANSWERED, Ordering::Release);
        Ok(())
    }

    /// Offers choices while somebody types.
    ///
    /// # Errors
    /// As [`Self::respond`].
    pub async fn offer(&self, http: &Http, choices: CreateAutocompleteResponse) -> Result<(), Failure> {
        self.callback(http, &CreateInteractionResponse::Autocomplete(choices))
            .await?;
        self.state.store(ANSWERED, Ordering::Release);
        Ok(())
    }

    async fn callback(&self, http: &Http, response: &CreateInteractionResponse) -> Result<Callback, Failure> {
        let mut before = false;
        let sent = again(|tried| {
            before = tried > 0;
            http.create_interaction_response(self.id, &self.token, response, Vec::new())
        })
        .await;
        match sent {
            Ok(()) => Ok(Callback::Taken),
            // "Interaction has already been acknowledged": by the try whose answer was lost.
            Err(error) if before && refusal(&error).is_some_and(|(_, code)| code == 40060) => Ok(Callback::TakenBefore),
            Err(error) => Err(error.into()),
        }
    }

    async fn edit(&self, http: &Http, view: &View) -> Result<(), Failure> {
        let edit = view.edit_response();
        again(|_| http.edit_original_interaction_response(&self.token, &edit, Vec::new())).await?;
        Ok(())
    }

    async fn follow_up(&self, http: &Http, view: &View, private: bool) -> Result<(), Failure> {
        let followup = view.followup(private);
        again(|_| http.create_followup_message(&self.token, &followup, Vec::new())).await?;
        Ok(())
    }
}

enum Callback {
    Taken,
    TakenBefore,
}

/// Makes a request again while Discord itself fails at it, with a little more time between each.
///
/// # Errors
/// What the last try said.
pub async fn again<T, F, Fut>(mut request: F) -> Result<T, serenity::Error>
where
    F: FnMut(u32) -> Fut,
    Fut: Future<Output = Result<T, serenity::Error>>,
{
    let mut tried = 0;
    loop {
        match request(tried).await {
            Err(error) if passing(&error) && tried + 1 < TRIES => {
                tracing::debug!(
                    tried,
                    error = without_address(&error),
                    "Discord failed at a request; it is made again"
                );
                tokio::time::sleep(Duration::from_millis(150 << tried)).await;
                tried += 1;
            }
            done => return done,
        }
    }
}
