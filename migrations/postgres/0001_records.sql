-- What happened: settings of servers, questions, feedback, gaps, waiting work, audit.
-- Times are milliseconds since 1970-01-01 UTC; a server of 0 is a direct message.

CREATE TABLE servers (
    server        BIGINT PRIMARY KEY,
    home          BIGINT NOT NULL DEFAULT 0,
    staff_role    BIGINT,
    staff_channel BIGINT,
    language      TEXT,
    digest        BIGINT NOT NULL DEFAULT 0,
    digest_at     BIGINT
);

CREATE TABLE ask_channels (
    server  BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    PRIMARY KEY (server, channel)
);

CREATE TABLE questions (
    id         TEXT PRIMARY KEY,
    server     BIGINT NOT NULL,
    person     TEXT NOT NULL,
    at         BIGINT NOT NULL,
    lang       TEXT NOT NULL,
    question   TEXT NOT NULL,
    answer     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    reason     TEXT,
    sources    TEXT NOT NULL,
    generation TEXT NOT NULL,
    elapsed_us BIGINT NOT NULL
);
CREATE INDEX questions_person ON questions (person);
CREATE INDEX questions_at ON questions (at);

CREATE TABLE counts (
    day    TEXT NOT NULL,
    server BIGINT NOT NULL,
    kind   TEXT NOT NULL,
    n      BIGINT NOT NULL,
    PRIMARY KEY (day, server, kind)
);

CREATE TABLE feedback (
    question TEXT NOT NULL,
    person   TEXT NOT NULL,
    server   BIGINT NOT NULL,
    vote     BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (question, person)
);
CREATE INDEX feedback_person ON feedback (person);
CREATE INDEX feedback_at ON feedback (at);

CREATE TABLE gaps (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    server    BIGINT NOT NULL,
    question  TEXT NOT NULL,
    lang      TEXT NOT NULL,
    shape     TEXT NOT NULL,
    first_at  BIGINT NOT NULL,
    last_at   BIGINT NOT NULL,
    state     TEXT NOT NULL DEFAULT 'open',
    record    TEXT,
    closed_at BIGINT,
    -- Where it stands in the staff channel.
    post_channel BIGINT,
    post_message BIGINT
);
CREATE INDEX gaps_open ON gaps (server, state, last_at);

CREATE TABLE gap_asks (
    gap      BIGINT NOT NULL,
    asked    TEXT NOT NULL,
    why      TEXT NOT NULL,
    person   TEXT NOT NULL,
    question TEXT NOT NULL,
    lang     TEXT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (gap, asked)
);
CREATE INDEX gap_asks_person ON gap_asks (person);
CREATE INDEX gap_asks_asked ON gap_asks (asked);

-- The only place where a member is named: somebody who asked to be told. Gone as soon as told.
CREATE TABLE tells (
    gap     BIGINT NOT NULL,
    person  TEXT NOT NULL,
    member  BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    message BIGINT,
    question TEXT NOT NULL,
    lang    TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (gap, person, channel)
);
CREATE INDEX tells_person ON tells (person);

CREATE TABLE pending (
    key     TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    server  BIGINT NOT NULL,
    person  TEXT NOT NULL,
    body    TEXT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX pending_person ON pending (person);

CREATE TABLE audit (
    id      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      BIGINT NOT NULL,
    server  BIGINT NOT NULL,
    person  TEXT NOT NULL,
    staff   BIGINT,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    before  TEXT,
    after   TEXT,
    allowed BIGINT NOT NULL,
    result  TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (server, at);
