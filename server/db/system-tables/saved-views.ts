import type { Area } from './area.ts'

/** How people look at lists: each one's own ways, and those shared with all. */
export const savedViewTables: Area = {
  name: 'saved-views',
  steps: [
    (s) => `
      create table ${s}._saved_views (
        id uuid primary key,
        -- Key of the entity; key of the view it departs from, '' for the entity's own list.
        entity text not null,
        view text not null,
        name text not null,
        owner uuid not null,
        shared boolean not null default false,
        -- A shared one that people of these roles begin with.
        roles text[] not null default '{}',
        state json not null,
        version integer not null default 1,
        updated_at timestamptz(3) not null default now()
      );
      create unique index _saved_views_name on ${s}._saved_views (owner, entity, view, lower(name));
      create index _saved_views_place on ${s}._saved_views (entity, view);`,
  ],
}
