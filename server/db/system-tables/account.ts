import type { Area } from './area.ts'

/** Second factors, invitations, letters and what a workspace says of itself. Like all system tables out of reach of the query compiler. */
export const accountTables: Area = {
  name: 'account',
  steps: [
    (s) => `
      create table ${s}._two_factor (
        user_id uuid primary key,
        secret text not null,
        -- null while it was not proven by a code.
        confirmed_at timestamptz(3),
        -- The latest step of the clock that was used: no code counts twice.
        last_step bigint not null default 0,
        created_at timestamptz(3) not null default now()
      );
      create table ${s}._recovery_codes (
        user_id uuid not null,
        hash text not null,
        used_at timestamptz(3),
        primary key (user_id, hash)
      );
      create table ${s}._passkeys (
        id text primary key,
        user_id uuid not null,
        name text not null,
        public_key text not null,
        counter bigint not null default 0,
        transports text[] not null default '{}',
        -- The host that it is bound to.
        host text not null,
        created_at timestamptz(3) not null default now(),
        last_used_at timestamptz(3)
      );
      create index _passkeys_user on ${s}._passkeys (user_id);
      -- Half-way through a sign-in: the password was right. No session, and good for nothing but the second step.
      create table ${s}._pending_sign_ins (
        hash text primary key,
        user_id uuid not null,
        security_version integer not null,
        expires_at timestamptz(3) not null
      );
      create table ${s}._challenges (
        hash text primary key,
        user_id uuid,
        challenge text not null,
        expires_at timestamptz(3) not null
      );
      create table ${s}._required_two_factor (role text primary key, set_at timestamptz(3) not null default now(), set_by uuid);
      create table ${s}._sign_ins (
        id bigint generated always as identity primary key,
        user_id uuid not null,
        at timestamptz(3) not null default now(),
        kind text not null,
        ip text,
        agent text
      );
      create index _sign_ins_user on ${s}._sign_ins (user_id, id);
      create table ${s}._invitations (
        id uuid primary key,
        user_id uuid not null,
        created_at timestamptz(3) not null default now(),
        created_by uuid,
        sent_at timestamptz(3) not null default now(),
        expires_at timestamptz(3) not null,
        accepted_at timestamptz(3),
        revoked_at timestamptz(3)
      );
      create unique index _invitations_open on ${s}._invitations (user_id) where accepted_at is null and revoked_at is null;
      create table ${s}._mails (
        id uuid primary key,
        created_at timestamptz(3) not null default now(),
        purpose text not null,
        recipient text not null,
        subject text not null,
        -- A link that opens an account stands here as {link}: it is made when the letter is sent, and kept nowhere.
        body text not null,
        user_id uuid,
        state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'file', 'failed')),
        attempts integer not null default 0,
        error text,
        tried_at timestamptz(3),
        sent_at timestamptz(3)
      );
      create table ${s}._look (
        single boolean primary key default true check (single),
        version integer not null default 1,
        name text,
        accent_light text,
        accent_dark text,
        logo bytea,
        logo_type text,
        logo_hash text
      );
      create table ${s}._backups (
        id uuid primary key,
        started_at timestamptz(3) not null default now(),
        started_by uuid,
        done_at timestamptz(3),
        state text not null default 'running' check (state in ('running', 'done', 'failed')),
        size bigint,
        rows bigint,
        files bigint,
        error text
      );
      create unique index _backups_running on ${s}._backups (state) where state = 'running';`,
    // What went wrong at each try, and who called a job off.
    (s) => `alter table ${s}._outbox add column log jsonb not null default '[]', add column cancelled_at timestamptz(3)`,
  ],
}
