import type { Area } from './area.ts'

export const recordTables: Area = {
  name: 'records',
  steps: [
    (s) => `
      create table ${s}._idempotency (
        actor text not null,
        key text not null,
        -- Hash of method and path, and of the body: the same key for something else is a mistake.
        request_hash text not null,
        body_hash text not null,
        -- null while the first request is still at work.
        status integer,
        reply jsonb,
        at timestamptz(3) not null default now(),
        primary key (actor, key)
      );
      create index _idempotency_at on ${s}._idempotency (at);
      create table ${s}._sequences (
        key text not null,
        scope text not null default '',
        next bigint not null default 1,
        primary key (key, scope)
      );
      create table ${s}._files (
        id uuid primary key,
        name text not null,
        size bigint not null,
        type text not null,
        sha256 text not null,
        storage_key text not null,
        owner uuid,
        -- Where it is attached; null until a record takes it.
        entity text,
        record uuid,
        field text,
        created_at timestamptz(3) not null default now()
      );
      create index _files_record on ${s}._files (entity, record);
      create index _files_loose on ${s}._files (created_at) where record is null;
      create table ${s}._comments (
        id uuid primary key,
        entity text not null,
        record uuid not null,
        author uuid,
        body text not null,
        created_at timestamptz(3) not null default now(),
        edited_at timestamptz(3),
        deleted_at timestamptz(3)
      );
      create index _comments_record on ${s}._comments (entity, record, id);`,
    // Byte for byte what was answered first: jsonb would put the members in an order of its own.
    (s) => `alter table ${s}._idempotency alter column reply type json using reply::json`,
  ],
}
