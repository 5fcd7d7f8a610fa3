// Two servers on one PostgreSQL, and a network between the second and its page that breaks, or a tab that stands still.
import { Cuttable } from '../support/cuttable';
import { SleepyBrowser } from '../support/frozen-tab';
import { AFTER_A_PAUSE, AT_ONCE, connection, expectCodeWithin, listens, openLive } from '../support/live';
import { holder, sam } from '../support/people';
import { expect, test as base } from '../support/two-servers';

const test = base.extend<{ network: Cuttable; sleepy: SleepyBrowser }>({
  network: async ({ twoServers, troubles }, use) => {
    const network = await Cuttable.start();
    network.leadTo(twoServers.second.origin);
    troubles.alsoAt(network.origin);
    await use(network);
    await network.end();
  },
  sleepy: async ({ troubles, network }, use) => {
    // Before its network, of whose end it would complain.
    void network;
    const browser = await SleepyBrowser.start();
    troubles.watch(browser.context);
    await use(browser);
    await browser.end();
  },
});

/** What the browser reports of a connection that broke. */
const BROKEN = /ERR_(CONNECTION|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|NETWORK|TIMED_OUT)/;

test('what was done on one server while the other’s network was down is seen once it is back', async ({ home, network, anotherBrowser, troubles }) => {
  troubles.allow(BROKEN);
  const page = await anotherBrowser({ baseURL: network.origin });
  const there = home.on(page);
  await openLive(home, holder);
  await openLive(there, sam);
  network.drop();
  await expect(connection(there)).toContainText('can’t reach the server');
  const code = await home.generate('Master PIN');

  const listening = listens(there);
  network.restore();
  await expectCodeWithin(10_000, there, 'Master PIN', code);
  await listening;
  await expect(connection(there)).toHaveCount(0);
  await expectCodeWithin(AT_ONCE, there, 'Master PIN', await home.generate('Master PIN'));
  await page.context().close();
});

test('what was done on one server while the other’s page was frozen is seen once it goes on', async ({ home, network, sleepy, troubles }) => {
  troubles.allow(BROKEN);
  const there = home.on(sleepy.tab, network.origin);
  await openLive(home, holder);
  await openLive(there, sam);
  await sleepy.freeze();
  const code = await home.generate('Master PIN');

  await sleepy.thaw();
  await expectCodeWithin(AFTER_A_PAUSE, there, 'Master PIN', code);
  await expectCodeWithin(AT_ONCE, there, 'Master PIN', await home.generate('Master PIN'));
});
