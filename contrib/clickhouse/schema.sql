-- Events of many schools, as beadle merge -k hands them off.  A day is a
-- partition, so that it can be loaded again whole; a school's rows lie
-- together.  With several servers shard by cityHash64(school_urn): all
-- questions about a person then stay on one.
--
-- It needs times of microseconds (DateTime64) and input(), so a ClickHouse of
-- 2020 or later: Debian's own package of 18.16 is too old.  It is tried on the
-- engine of 26.7.
CREATE DATABASE IF NOT EXISTS grid;

CREATE TABLE IF NOT EXISTS grid.events
(
    school_urn  String,
    day         Date,
    ts          DateTime64(6, 'UTC'),
    channel     LowCardinality(String),
    dataset     LowCardinality(String),
    action      LowCardinality(String),
    type        LowCardinality(String),
    outcome     LowCardinality(String),
    kind        LowCardinality(String),
    category    LowCardinality(String),
    period      LowCardinality(String),
    hour        Nullable(UInt8),
    user_key    String,
    person_key  String,
    role        LowCardinality(String),
    year        LowCardinality(String),
    attribution LowCardinality(String),
    device_key  String,
    domain      String,
    method      LowCardinality(String),
    status      Nullable(UInt16),
    bytes       Nullable(UInt64),
    duration_ns Nullable(UInt64)
)
ENGINE = MergeTree
PARTITION BY day
ORDER BY (school_urn, person_key, ts);

CREATE TABLE IF NOT EXISTS grid.stage AS grid.events;
