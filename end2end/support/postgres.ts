// Databases for stories, each with a name of its own, on one PostgreSQL for each worker: one that the first who asks
// starts, or the one that PINS_TEST_POSTGRES_URL names, whose user must be allowed to create databases.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folderOf } from './postgres-programs';
import { PostgresServer } from './postgres-server';

/** How long making or removing a database may take. */
const DEADLINE_MS = 15_000;

export type Database = {
  url: string;
  /** The PostgreSQL that it is on, where that is the stories' own to stop and start. */
  server: PostgresServer | undefined;
  /** Removes it, with every connection to it. */
  drop: () => Promise<void>;
};

export class Postgres {
  private own: Promise<PostgresServer> | undefined;

  /** Makes an empty database; `toHarm`, on a PostgreSQL that may be stopped. */
  async database({ toHarm }: { toHarm: boolean }): Promise<Database> {
    const given = toHarm ? undefined : process.env['PINS_TEST_POSTGRES_URL'];
    const server = given ? undefined : await (this.own ??= PostgresServer.start());
    const admin = given ?? server?.url ?? '';
    const name = `pins_story_${randomBytes(8).toString('hex')}`;
    // Nobody can be connected to template0, which would keep it from being copied.
    await tell(admin, `create database ${name} template template0 encoding 'UTF8'`);
    const url = new URL(admin);
    url.pathname = `/${name}`;
    return { url: url.href, server, drop: () => tell(admin, `drop database if exists ${name} with (force)`) };
  }

  async end(): Promise<void> {
    await (await this.own)?.end();
  }
}

/** Says one sentence of SQL to the database at this address. */
async function tell(url: string, sql: string): Promise<void> {
  const psql = join(folderOf('psql'), 'psql');
  // The address may hold a password, which a list of processes would show among the arguments.
  const { username, password, hostname, port, pathname } = new URL(url);
  await promisify(execFile)(psql, ['-X', '-q', '-w', '-v', 'ON_ERROR_STOP=1', '-c', sql], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PGHOST: hostname,
      PGPORT: port || '5432',
      PGUSER: decodeURIComponent(username) || 'postgres',
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: decodeURIComponent(pathname.slice(1)) || 'postgres',
    },
    timeout: DEADLINE_MS,
  });
}
