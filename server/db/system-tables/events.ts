import type { Area } from './area.ts'

export const eventTables: Area = {
  name: 'events',
  steps: [
    (s) => `
      create table ${s}._events (
        seq bigint generated always as identity primary key,
        -- Numbers are given before transactions commit: who follows the table reads only rows whose transaction is older
        -- than every running one (tx < pg_snapshot_xmin(pg_current_snapshot())), and so misses none.
        tx xid8 not null default pg_current_xact_id(),
        at timestamptz(3) not null default now(),
        actor_kind text not null,
        actor_id uuid,
        actor_name text not null default '',
        entity text,
        record uuid,
        kind text not null,
        version integer,
        changes jsonb,
        context jsonb
      );
      create index _events_record on ${s}._events (entity, record, seq);
      create index _events_actor on ${s}._events (actor_id, seq);
      create index _events_at on ${s}._events (at);
      create table ${s}._outbox (
        id bigint generated always as identity primary key,
        topic text not null,
        payload jsonb not null,
        created_at timestamptz(3) not null default now(),
        available_at timestamptz(3) not null default now(),
        attempts integer not null default 0,
        error text,
        done_at timestamptz(3)
      );
      create index _outbox_open on ${s}._outbox (available_at, id) where done_at is null;`,
  ],
}
