//! The bot: commands, messages, buttons, rendering an answer, permissions, staff work.
