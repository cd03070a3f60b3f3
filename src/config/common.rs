//! The options every subcommand has: the three directories and the day.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::desk::Places;

/// The options of every subcommand.
#[derive(Clone, Debug, clap::Args)]
pub struct Common {
    /// The data directory
    #[arg(
        long,
        global = true,
        env = "GILJABI_DATA",
        default_value = "data",
        value_name = "DIR"
    )]
    pub data: PathBuf,
    /// The directory of index generations
    #[arg(
        long,
        global = true,
        env = "GILJABI_INDEX",
        default_value = "index",
        value_name = "DIR"
    )]
    pub index: PathBuf,
    /// The directory of what happened
    #[arg(
        long,
        global = true,
        env = "GILJABI_STATE",
        default_value = "state",
        value_name = "DIR"
    )]
    pub state: PathBuf,
    /// The day to answer by; the clock's day in Seoul where left out
    #[arg(long, global = true, env = "GILJABI_TODAY", value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
}

impl Common {
    /// The three directories.
    pub fn places(&self) -> Places {
        Places {
            data: self.data.clone(),
            index: self.index.clone(),
            state: self.state.clone(),
        }
    }

    /// The day to answer by. Korea has had one offset, UTC+9, since 1988, so no time zone database is needed.
    pub fn today(&self) -> Date {
        self.today.unwrap_or_else(today_in_seoul)
    }
}

/// The clock's day in Seoul.
pub fn today_in_seoul() -> Date {
    let seoul = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
    jiff::Timestamp::now().to_zoned(seoul).date()
}
