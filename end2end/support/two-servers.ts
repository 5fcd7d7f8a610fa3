// Two servers on one PostgreSQL database, each at an address of its own: what one of them does, the other shows.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endServer, test as base } from './fixtures';
import { type Database, Postgres } from './postgres';
import { PinsServer } from './server';

type Options = {
  /** The story stops PostgreSQL itself, which must not be one that others use. */
  harmsPostgres: boolean;
};

type Fixtures = {
  database: Database;
  /** `first` is the server that the story's own browser meets, and made the demo data. */
  twoServers: { first: PinsServer; second: PinsServer };
};

export const test = base.extend<Options & Fixtures, { postgres: Postgres }>({
  harmsPostgres: [false, { option: true }],

  postgres: [
    async ({}, use) => {
      const postgres = new Postgres();
      await use(postgres);
      await postgres.end();
    },
    { scope: 'worker' },
  ],

  database: async ({ postgres, harmsPostgres }, use) => {
    const database = await postgres.database({ toHarm: harmsPostgres });
    await use(database);
    await database.drop();
  },

  twoServers: async ({ database, movableClock, empty, settings }, use, testInfo) => {
    const folder = mkdtempSync(join(tmpdir(), 'pins-keys-'));
    const shared = { databaseUrl: database.url, keyFile: join(folder, 'keys.toml') };
    const started: PinsServer[] = [];
    const start = async () => {
      const server = await PinsServer.start({ movableClock, empty, settings, shared });
      started.push(server);
      return server;
    };
    try {
      await use({ first: await start(), second: await start() });
    } finally {
      for (const server of started) await endServer(server, testInfo);
      rmSync(folder, { recursive: true, force: true });
    }
  },

  server: async ({ twoServers }, use) => {
    await use(twoServers.first);
  },

  troubles: async ({ troubles, twoServers }, use) => {
    troubles.alsoAt(twoServers.second.origin);
    await use(troubles);
  },
});

export { expect } from './fixtures';
