-- A job. What lists and limits ask for has a column of its own; all else about it is in two JSON texts: what was asked, which
-- never changes, and what has become of it. Times are microseconds since 1970, for comparison only; the JSON has them exactly.
create table accepted_job (
  id bigint not null primary key,
  version integer not null,
  status varchar(16) not null,
  type varchar(64) not null,
  queue varchar(64) not null,
  owner ${text} not null,
  ended_at bigint,
  expires_at bigint,
  request ${text} not null,
  progress ${text} not null
);
create index accepted_job_status on accepted_job (status, id);
create index accepted_job_owner on accepted_job (owner, status, id);
create index accepted_job_type on accepted_job (type, status, id);
create index accepted_job_queue on accepted_job (queue, status, id);
create index accepted_job_end on accepted_job (ended_at, id);
create index accepted_job_expiry on accepted_job (expires_at);

-- Inputs and results that are more than a few bytes, in pieces of 64 KiB. Nobody's, while they are being written or handed over.
create table accepted_content (
  id bigint not null primary key,
  length bigint not null,
  holders integer not null
);
create table accepted_chunk (
  content bigint not null,
  n integer not null,
  bytes ${bytes} not null,
  primary key (content, n)
);

-- What handlers said: pieces of a log, each with the byte that it begins at. The last one of a log that was cut says why.
create table accepted_log (
  job bigint not null,
  start_at bigint not null,
  is_cut boolean not null,
  bytes ${bytes} not null,
  primary key (job, start_at)
);

-- Which job has which key, gone or not.
create table accepted_key (
  high bigint not null,
  low bigint not null,
  request bigint not null,
  to_result boolean not null,
  job bigint not null,
  primary key (high, low)
);
create index accepted_key_job on accepted_key (job);

-- Jobs that were removed, and whose they were.
create table accepted_gone (
  id bigint not null primary key,
  owner ${text} not null,
  went_at bigint not null
);
create index accepted_gone_time on accepted_gone (went_at);
