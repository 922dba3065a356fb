import type { Area } from './area.ts'

/** What people say of a record and who wants to hear of it. */
export const storyTables: Area = {
  name: 'stories',
  steps: [
    (s) => `
      alter table ${s}._comments add column reply_to uuid;
      create table ${s}._reactions (
        comment uuid not null references ${s}._comments on delete cascade,
        person uuid not null,
        sign text not null,
        at timestamptz(3) not null default now(),
        primary key (comment, person, sign)
      );
      create table ${s}._followers (
        entity text not null,
        record uuid not null,
        person uuid not null,
        -- false: this person said not to; nothing that he does later makes him follow again by itself.
        following boolean not null default true,
        at timestamptz(3) not null default now(),
        primary key (entity, record, person)
      );`,
  ],
}
