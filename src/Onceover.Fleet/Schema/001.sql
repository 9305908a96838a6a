-- What a row of bits is about. Its id is made from all other columns, so that every machine gives one subject one id.
CREATE TABLE onceover.subject (
    id        uuid PRIMARY KEY,
    path      text NOT NULL,
    hash      bytea CHECK (octet_length(hash) = 32),        -- SHA-256 of the file's bytes; null if unknown
    python    text NOT NULL,                                -- '3.14'; empty where no interpreter is concerned
    context   text NOT NULL,
    kind      smallint NOT NULL,
    size      integer NOT NULL CHECK (size > 0),            -- how many bits each row of this subject has
    positions bytea NOT NULL                                -- what each bit stands for; empty: bit n is line n
);
CREATE INDEX subject_hash ON onceover.subject (hash);

CREATE TABLE onceover.origin (
    id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    build text NOT NULL,
    flag  text NOT NULL,
    UNIQUE (build, flag)
);

-- One row a push, so that a repeated one is known. Old rows may be deleted: a repeat then appends what is there already.
CREATE TABLE onceover.push (
    id        uuid PRIMARY KEY,
    origin    integer NOT NULL REFERENCES onceover.origin,
    pushed_at timestamptz NOT NULL DEFAULT now()
);

-- What was seen. Only ever appended to; what holds is bit_or over the rows of a subject. A push appends the rows that add a bit to their hour.
CREATE TABLE onceover.seen (
    hour    timestamptz NOT NULL,                           -- the hour of the push, by this server's clock
    subject uuid NOT NULL,
    origin  integer NOT NULL,
    bits    bit varying NOT NULL
);
CREATE INDEX seen_subject ON onceover.seen (subject, origin, hour);
CREATE INDEX seen_hour ON onceover.seen USING brin (hour);
