// Two servers on one PostgreSQL: a page that one of them serves shows what was done on the other.
import { holder, sam } from '../support/people';
import type { Home } from '../support/home';
import { AT_ONCE, connection, expectCodeWithin, expectNoCodeWithin, listens, openLive, SECONDS } from '../support/live';
import type { PinsServer } from '../support/server';
import { expect, test as base } from '../support/two-servers';

const test = base.extend<{ there: Home }>({
  /** The browser that the second server serves. */
  there: async ({ home, anotherBrowser, twoServers }, use) => {
    await use(home.on(await anotherBrowser({ baseURL: twoServers.second.origin })));
  },
});

/** What the browser reports of a server that is away for a moment. */
const BROKEN = /ERR_(CONNECTION|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/;

async function expectSeenBothWays(here: Home, there: Home): Promise<void> {
  await expectCodeWithin(AT_ONCE, there, 'Master PIN', await here.generate('Master PIN'));
  await expectCodeWithin(AT_ONCE, here, 'One-Time PIN', await there.generate('One-Time PIN'));
  await there.clear('Master PIN');
  await expectNoCodeWithin(AT_ONCE, here, 'Master PIN');
}

/** Waits until the server has its database again. */
async function untilReady({ origin }: PinsServer): Promise<void> {
  await expect.poll(async () => (await fetch(`${origin}/readyz`)).ok, SECONDS).toBe(true);
}

test('what is done on one server is seen on the other at once', async ({ home, there }) => {
  await openLive(home, holder);
  await openLive(there, sam);
  await expectSeenBothWays(home, there);
  await expectSeenBothWays(there, home);
});

for (const end of ['stop', 'kill'] as const) {
  const ended = end === 'stop' ? 'stopped' : 'killed';
  test(`what happened while one server was ${ended} is seen once it is back`, async ({ home, there, twoServers, troubles }) => {
    troubles.allow(BROKEN);
    await openLive(home, holder);
    await openLive(there, sam);

    await twoServers.second[end]();
    const code = await home.generate('Master PIN');
    const listening = listens(there);
    await twoServers.second.launch();
    await expectCodeWithin(SECONDS.timeout, there, 'Master PIN', code);
    await listening;
    await expect(connection(there)).toHaveCount(0);
    await expectSeenBothWays(home, there);
  });
}

test.describe('a PostgreSQL that fell over', () => {
  test.use({ harmsPostgres: true });

  test('leaves both pages live once it is back', async ({ home, there, twoServers, database, troubles }) => {
    // The pages ask in vain meanwhile.
    troubles.allow(BROKEN);
    troubles.allowStatus(500);
    troubles.allowStatus(503);
    const postgres = database.server;
    if (!postgres) throw new Error('The story needs a PostgreSQL of its own.');
    await openLive(home, holder);
    await openLive(there, holder);
    await expectCodeWithin(AT_ONCE, there, 'Master PIN', await home.generate('Master PIN'));

    await postgres.stop();
    await postgres.restart();
    await twoServers.first.run('person', 'disable', sam.email);
    await expectNoCodeWithin(SECONDS.timeout, there, 'Master PIN');
    await expectNoCodeWithin(SECONDS.timeout, home, 'Master PIN');

    await untilReady(twoServers.first);
    await untilReady(twoServers.second);
    const code = await home.generate('Master PIN');
    await expectCodeWithin(SECONDS.timeout, there, 'Master PIN', code);
    // By now the servers tell each other again.
    await expectSeenBothWays(home, there);
  });
});
