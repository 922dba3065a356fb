import type { Area } from './area.ts'

export const metadataTables: Area = {
  name: 'metadata',
  steps: [
    (s) => `
      -- Content-addressed; json keeps the order of keys, so that an export gives back what came in.
      create table ${s}._meta_documents (
        hash text primary key,
        doc json not null
      );
      create table ${s}._meta_versions (
        version integer primary key,
        parent integer references ${s}._meta_versions,
        -- { layers: [{ name, label, version, needs, documents: { kind: { key: hash } }, edits: hash }] }
        manifest jsonb not null,
        plan jsonb not null default '[]',
        note text not null default '',
        published_at timestamptz(3) not null default now(),
        published_by uuid
      );
      create table ${s}._meta_drafts (
        id uuid primary key,
        name text not null default '',
        layer text not null,
        base_version integer not null references ${s}._meta_versions,
        manifest jsonb not null,
        -- Counts savings, so that two people who edit one draft notice each other.
        revision integer not null default 1,
        created_at timestamptz(3) not null default now(),
        created_by uuid,
        updated_at timestamptz(3) not null default now(),
        updated_by uuid
      );
      -- Steps that run after the transaction of a publish (concurrent index builds, recomputation); resumable.
      create table ${s}._meta_pending_steps (
        id bigint generated always as identity primary key,
        version integer not null references ${s}._meta_versions,
        step jsonb not null,
        attempts integer not null default 0,
        error text,
        created_at timestamptz(3) not null default now(),
        done_at timestamptz(3)
      );
      create index _meta_pending_steps_open on ${s}._meta_pending_steps (id) where done_at is null;
      -- Tables and columns out of sight, kept until purged.
      create table ${s}._meta_quarantine (
        id bigint generated always as identity primary key,
        entity text not null,
        field text,
        place text not null,
        document jsonb not null,
        version integer not null,
        at timestamptz(3) not null default now(),
        by uuid
      );`,
  ],
}
