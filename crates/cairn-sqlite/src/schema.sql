-- The log on disk, format 1. What stands here is what `cairn verify` compares the file with, letter by letter.

CREATE TABLE about (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  origin TEXT NOT NULL CHECK (origin <> ''),
  created_at INTEGER NOT NULL,
  frozen_clock INTEGER NOT NULL CHECK (frozen_clock IN (0, 1)),
  digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;

CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL CHECK (size >= 0),
  root BLOB NOT NULL CHECK (length(root) = 32),
  frontier BLOB NOT NULL CHECK (length(frontier) % 32 = 0)
) STRICT;

CREATE TABLE streams (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  name TEXT NOT NULL UNIQUE
) STRICT;

-- What a fold reads stands before the body; a body may spill over to pages of its own.
CREATE TABLE events (
  position INTEGER PRIMARY KEY CHECK (position > 0),
  stream INTEGER NOT NULL REFERENCES streams (number),
  revision INTEGER NOT NULL CHECK (revision > 0),
  type TEXT NOT NULL CHECK (type <> ''),
  version INTEGER NOT NULL CHECK (version > 0),
  occurred_at INTEGER,
  occurred_on INTEGER,
  recorded_at INTEGER NOT NULL,
  event_id BLOB NOT NULL UNIQUE CHECK (length(event_id) = 16),
  body TEXT NOT NULL,
  recorded_by TEXT NOT NULL CHECK (recorded_by <> ''),
  source TEXT,
  leaf BLOB NOT NULL CHECK (length(leaf) = 32),
  UNIQUE (stream, revision),
  CHECK ((occurred_at IS NULL) <> (occurred_on IS NULL))
) STRICT;

-- Which records are of one person: an audit asks it of a log of millions, where few records are linked.
CREATE INDEX links ON events (stream) WHERE type = 'linked';

CREATE TABLE private (
  position INTEGER NOT NULL REFERENCES events (position),
  field TEXT NOT NULL,
  salt BLOB NOT NULL CHECK (length(salt) = 32),
  value TEXT NOT NULL,
  PRIMARY KEY (position, field)
) STRICT, WITHOUT ROWID;

-- Triggers stop accidents; the tree shows tampering. They also stop REPLACE, which fires no DELETE trigger.
CREATE TRIGGER events_append BEFORE INSERT ON events
WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
  OR NEW.revision IS NOT (SELECT coalesce(max(revision), 0) + 1 FROM events WHERE stream = NEW.stream)
  OR EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id)
BEGIN SELECT RAISE(ABORT, 'events are only appended: at the next position and revision, with an id of their own'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted: record a correction'); END;
CREATE TRIGGER events_same BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed: record a correction'); END;

CREATE TRIGGER streams_append BEFORE INSERT ON streams
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM streams)
  OR EXISTS (SELECT 1 FROM streams WHERE name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'streams are only added'); END;
CREATE TRIGGER streams_stay BEFORE DELETE ON streams
BEGIN SELECT RAISE(ABORT, 'streams are never deleted'); END;
CREATE TRIGGER streams_same BEFORE UPDATE ON streams
BEGIN SELECT RAISE(ABORT, 'streams are never renamed'); END;

CREATE TRIGGER about_append BEFORE INSERT ON about WHEN EXISTS (SELECT 1 FROM about)
BEGIN SELECT RAISE(ABORT, 'what the log says about itself never changes'); END;
CREATE TRIGGER about_stay BEFORE DELETE ON about
BEGIN SELECT RAISE(ABORT, 'what the log says about itself never changes'); END;
CREATE TRIGGER about_same BEFORE UPDATE ON about
BEGIN SELECT RAISE(ABORT, 'what the log says about itself never changes'); END;

CREATE TRIGGER head_append BEFORE INSERT ON head WHEN EXISTS (SELECT 1 FROM head)
BEGIN SELECT RAISE(ABORT, 'a log has one head, which is never replaced'); END;
CREATE TRIGGER head_stay BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'a log has one head, which is never replaced'); END;
CREATE TRIGGER head_grow BEFORE UPDATE ON head WHEN NEW.one <> OLD.one OR NEW.size <= OLD.size
BEGIN SELECT RAISE(ABORT, 'a head only grows'); END;

-- Private values may be deleted, which is what erasing is; they are never changed.
CREATE TRIGGER private_append BEFORE INSERT ON private
WHEN EXISTS (SELECT 1 FROM private WHERE position = NEW.position AND field = NEW.field)
BEGIN SELECT RAISE(ABORT, 'private values are never changed'); END;
CREATE TRIGGER private_same BEFORE UPDATE ON private
BEGIN SELECT RAISE(ABORT, 'private values are never changed'); END;

-- For whoever audits with the plain sqlite3 shell: ids and times as text. `%` keeps the sign, hence the second one.
CREATE VIEW timeline AS SELECT
  position,
  name AS stream,
  revision,
  type,
  version,
  CASE WHEN occurred_on IS NULL
    THEN strftime('%Y-%m-%dT%H:%M:%S', (occurred_at - (occurred_at % 1000000 + 1000000) % 1000000) / 1000000, 'unixepoch')
      || printf('.%06dZ', (occurred_at % 1000000 + 1000000) % 1000000)
    ELSE date(occurred_on * 86400, 'unixepoch')
  END AS occurred,
  strftime('%Y-%m-%dT%H:%M:%S', (recorded_at - (recorded_at % 1000000 + 1000000) % 1000000) / 1000000, 'unixepoch')
    || printf('.%06dZ', (recorded_at % 1000000 + 1000000) % 1000000) AS recorded,
  recorded_by,
  body,
  source,
  lower(substr(hex(event_id), 1, 8) || '-' || substr(hex(event_id), 9, 4) || '-' || substr(hex(event_id), 13, 4)
    || '-' || substr(hex(event_id), 17, 4) || '-' || substr(hex(event_id), 21)) AS event_id,
  lower(hex(leaf)) AS leaf
FROM events JOIN streams ON number = stream;
