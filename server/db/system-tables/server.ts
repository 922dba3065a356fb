import { letterCaseFunctions } from '../letter-case.ts'
import type { Area } from './area.ts'

/** What is not of one workspace: the schema `officina`. */
export const serverTables: Area = {
  name: 'server',
  steps: [
    (s) => `
      create table ${s}.workspaces (
        name text primary key,
        schema text not null unique,
        label text not null,
        -- Host names that lead to it; without one it is reached by /w/<name>/.
        hosts text[] not null default '{}',
        created_at timestamptz(3) not null default now()
      );`,
    // Does a text convert to a type? PostgreSQL 16 says so itself; before, the attempt must be made.
    (s) => `
      create or replace function ${s}.input_is_valid(value text, type text) returns boolean language plpgsql stable as $$
      begin
        if current_setting('server_version_num')::integer >= 160000 then
          return pg_input_is_valid(value, type);
        end if;
        begin
          execute format('select %L::%s', value, type::regtype);
          return true;
        exception when data_exception then
          return false;
        end;
      end $$;`,
    letterCaseFunctions,
  ],
}
