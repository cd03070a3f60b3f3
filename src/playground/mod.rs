//! A small Discord-compatible server on loopback, so that the real bot can be tried and tested without a token.
//!
//! [`World`] is what there is and what people in it can do; [`Server`] shows it to the bot as REST v10 and a gateway.
//! It checks what it is sent as Discord would, and can be told to fail as Discord sometimes does ([`faults`]).

pub mod actions;
mod check;
pub mod clock;
pub mod error;
pub mod faults;
pub mod front;
pub mod gateway;
mod json;
mod laid;
pub mod limits;
pub mod model;
pub mod permissions;
pub mod record;
mod rest;
pub mod script;
pub mod seed;
pub mod server;
mod state;
pub mod world;

pub use actions::{ClientError, File, Outcome};
pub use clock::{ClockKind, Id};
pub use faults::{Fault, GatewayFault};
pub use model::{Channel, ChannelKind, Command, Guild, Interaction, Message, Progress, User};
pub use server::Server;
pub use state::WorldEvent;
pub use world::{Options, World};
