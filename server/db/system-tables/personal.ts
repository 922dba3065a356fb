import type { Area } from './area.ts'

/** What belongs to one person and is nobody else's: settings, and notices of what concerns this person. */
export const personalTables: Area = {
  name: 'personal',
  steps: [
    (s) => `
      create table ${s}._settings_of (
        person uuid not null,
        key text not null,
        value json not null,
        updated_at timestamptz(3) not null default now(),
        primary key (person, key)
      );
      create table ${s}._notices (
        id uuid primary key,
        person uuid not null,
        kind text not null,
        entity text not null,
        record uuid not null,
        -- Key of the field that names the person, of what is assigned.
        field text,
        actor uuid,
        actor_name text not null default '',
        text text,
        at timestamptz(3) not null default now(),
        read_at timestamptz(3),
        done_at timestamptz(3),
        snoozed_until timestamptz(3)
      );
      create index _notices_open on ${s}._notices (person, at desc) where done_at is null;
      create index _notices_done on ${s}._notices (done_at) where done_at is not null;
      create table ${s}._muted (
        person uuid not null,
        entity text not null,
        record uuid not null,
        primary key (person, entity, record)
      );`,
  ],
}
