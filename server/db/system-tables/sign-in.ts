import type { Area } from './area.ts'

/** People are records of the entity `user`; secrets stand here, out of reach of the query compiler. Only hashes are kept. */
export const signInTables: Area = {
  name: 'sign-in',
  steps: [
    (s) => `
      create table ${s}._credentials (
        user_id uuid primary key,
        password_hash text,
        -- Raised by whatever must end all sessions: a new password, a lock.
        security_version integer not null default 1,
        -- Subject at the OpenID provider.
        issuer text,
        subject text,
        failures integer not null default 0,
        locked_until timestamptz(3),
        changed_at timestamptz(3) not null default now(),
        unique (issuer, subject)
      );
      create table ${s}._sessions (
        hash text primary key,
        user_id uuid not null,
        security_version integer not null,
        created_at timestamptz(3) not null default now(),
        expires_at timestamptz(3) not null,
        last_seen_at timestamptz(3) not null default now(),
        ip text,
        agent text
      );
      create index _sessions_user on ${s}._sessions (user_id);
      create index _sessions_expires on ${s}._sessions (expires_at);
      create table ${s}._api_keys (
        id uuid primary key,
        name text not null,
        prefix text not null,
        hash text not null unique,
        roles text[] not null default '{}',
        expires_at timestamptz(3),
        last_used_at timestamptz(3),
        revoked_at timestamptz(3),
        created_at timestamptz(3) not null default now(),
        created_by uuid
      );
      create table ${s}._reset_tokens (
        hash text primary key,
        user_id uuid not null,
        purpose text not null default 'reset',
        created_at timestamptz(3) not null default now(),
        expires_at timestamptz(3) not null,
        used_at timestamptz(3)
      );
      create index _reset_tokens_user on ${s}._reset_tokens (user_id);
      -- Holds one row at most: the first administrator is made exactly once, whoever asks at the same time.
      create table ${s}._setup (
        single boolean primary key default true check (single),
        done_at timestamptz(3) not null default now(),
        done_by uuid
      );`,
    // Tries of each account in its present window of time, of all nodes together.
    (s) => `
      create table ${s}._tries (
        key text primary key,
        count integer not null,
        until timestamptz(3) not null
      );
      create index _tries_until on ${s}._tries (until);`,
  ],
}
