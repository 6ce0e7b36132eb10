-- Imports that can be undone as a whole: who made them, and what each row was before. No reader of the city has a right to these tables; the API answers from them itself.

alter table import_batches
  add column actor_kind text not null default '',
  add column actor_id text not null default '',
  add column actor_name text not null default '',
  add column role text not null default '',
  -- False: no earlier states were kept.
  add column undoable boolean not null default false,
  -- Columns by which a row counts as edited later, and which an undo restores.
  add column columns text[] not null default '{}',
  -- Highest ids of the records when the batch was written: what is above came later.
  add column watermarks jsonb not null default '{}',
  add column undone_at timestamptz,
  add column undone_by text,
  add column undo jsonb;

create table import_batch_rows (
  batch_id integer not null references import_batches (id) on delete cascade,
  row_id integer not null,
  code text not null,
  -- The row as it was, its geometry as hexadecimal EWKB; null = the batch made it.
  before jsonb,
  -- Fingerprint of the row as the batch left it, over the batch's columns; null until it is written.
  after_digest text,
  -- Steps of a hazard's life when the batch was written.
  steps integer not null default 0,
  primary key (batch_id, row_id)
);
