-- What happened: settings of servers, questions, feedback, gaps, waiting work, audit.
-- Times are milliseconds since 1970-01-01 UTC; a server of 0 is a direct message.

CREATE TABLE servers (
    server        INTEGER PRIMARY KEY,
    home          INTEGER NOT NULL DEFAULT 0,
    staff_role    INTEGER,
    staff_channel INTEGER,
    language      TEXT,
    digest        INTEGER NOT NULL DEFAULT 0,
    digest_at     INTEGER
) STRICT;

CREATE TABLE ask_channels (
    server  INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    PRIMARY KEY (server, channel)
) STRICT;

CREATE TABLE questions (
    id         TEXT PRIMARY KEY,
    server     INTEGER NOT NULL,
    person     TEXT NOT NULL,
    at         INTEGER NOT NULL,
    lang       TEXT NOT NULL,
    question   TEXT NOT NULL,
    answer     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    reason     TEXT,
    sources    TEXT NOT NULL,
    generation TEXT NOT NULL,
    elapsed_us INTEGER NOT NULL
) STRICT;
CREATE INDEX questions_person ON questions (person);
CREATE INDEX questions_at ON questions (at);

CREATE TABLE counts (
    day    TEXT NOT NULL,
    server INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (day, server, kind)
) STRICT;

CREATE TABLE feedback (
    question TEXT NOT NULL,
    person   TEXT NOT NULL,
    server   INTEGER NOT NULL,
    vote     INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (question, person)
) STRICT;
CREATE INDEX feedback_person ON feedback (person);
CREATE INDEX feedback_at ON feedback (at);

CREATE TABLE gaps (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    server    INTEGER NOT NULL,
    question  TEXT NOT NULL,
    lang      TEXT NOT NULL,
    shape     TEXT NOT NULL,
    first_at  INTEGER NOT NULL,
    last_at   INTEGER NOT NULL,
    state     TEXT NOT NULL DEFAULT 'open',
    record    TEXT,
    closed_at INTEGER,
    -- Where it stands in the staff channel.
    post_channel INTEGER,
    post_message INTEGER
) STRICT;
CREATE INDEX gaps_open ON gaps (server, state, last_at);

CREATE TABLE gap_asks (
    gap      INTEGER NOT NULL,
    asked    TEXT NOT NULL,
    why      TEXT NOT NULL,
    person   TEXT NOT NULL,
    question TEXT NOT NULL,
    lang     TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (gap, asked)
) STRICT;
CREATE INDEX gap_asks_person ON gap_asks (person);
CREATE INDEX gap_asks_asked ON gap_asks (asked);

-- The only place where a member is named: somebody who asked to be told. Gone as soon as told.
CREATE TABLE tells (
    gap     INTEGER NOT NULL,
    person  TEXT NOT NULL,
    member  INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    message INTEGER,
    question TEXT NOT NULL,
    lang    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (gap, person, channel)
) STRICT;
CREATE INDEX tells_person ON tells (person);

CREATE TABLE pending (
    key     TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    server  INTEGER NOT NULL,
    person  TEXT NOT NULL,
    body    TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX pending_person ON pending (person);

CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    server  INTEGER NOT NULL,
    person  TEXT NOT NULL,
    staff   INTEGER,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    before  TEXT,
    after   TEXT,
    allowed INTEGER NOT NULL,
    result  TEXT NOT NULL
) STRICT;
CREATE INDEX audit_at ON audit (server, at);
