// An open page shows what happened elsewhere, without a reload: at once, or as soon as it can be reached again.
import { Client } from '../support/client';
import { Cuttable } from '../support/cuttable';
import { expect, test as base } from '../support/fixtures';
import { SleepyBrowser } from '../support/frozen-tab';
import type { Home } from '../support/home';
import {
  AFTER_A_PAUSE,
  AT_ONCE,
  BY_COMMAND,
  connection,
  expectCodeWithin,
  expectNoCodeWithin,
  isStream,
  listens,
  openLive,
  SECONDS,
} from '../support/live';
import { acme, holder, KINDS, sam } from '../support/people';
import { become } from '../support/visibility';

const test = base.extend<{ network: Cuttable; there: Home; sleepy: { browser: SleepyBrowser; there: Home } }>({
  network: async ({ server, troubles }, use) => {
    const network = await Cuttable.start();
    network.leadTo(server.origin);
    troubles.alsoAt(network.origin);
    await use(network);
    await network.end();
  },
  /** The browser that listens, with a network between it and the server. */
  there: async ({ home, anotherBrowser, network }, use) => {
    const page = await anotherBrowser({ baseURL: network.origin });
    await use(home.on(page));
    // Before its network, of whose end it would complain.
    await page.context().close();
  },
  /** The same in a browser that can be put to sleep. */
  sleepy: async ({ home, troubles, network }, use) => {
    const browser = await SleepyBrowser.start();
    troubles.watch(browser.context);
    await use({ browser, there: home.on(browser.tab, network.origin) });
    await browser.end();
  },
});

/** What the browser reports of a connection that broke. */
const BROKEN = /ERR_(CONNECTION|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|INTERNET_DISCONNECTED|NETWORK|TIMED_OUT)/;

test('what is done in one browser is seen in another at once', async ({ home, there }) => {
  await openLive(home, holder);
  await openLive(there, sam);
  for (const kind of KINDS) {
    await expectCodeWithin(AT_ONCE, there, kind, await home.generate(kind));
    await expect(there.announcement).toContainText(kind);
    await expectCodeWithin(AT_ONCE, there, kind, await home.generate(kind));
    await expectCodeWithin(AT_ONCE, home, kind, await there.generate(kind));
  }
  await expect(there.timer()).toBeVisible();
  for (const kind of KINDS) {
    await home.clear(kind);
    await expectNoCodeWithin(AT_ONCE, there, kind);
  }
  await expect(there.alert).toHaveCount(0);
  await expect(connection(there)).toHaveCount(0);
});

test('what came from elsewhere can be replaced and cleared at the first click', async ({ home, there }) => {
  await openLive(home, holder);
  await openLive(there, holder);
  const first = await home.generate('Master PIN');
  await expectCodeWithin(AT_ONCE, there, 'Master PIN', first);
  expect(await there.generate('Master PIN')).not.toBe(first);
  await expectCodeWithin(AT_ONCE, there, 'One-Time PIN', await home.generate('One-Time PIN'));
  await there.clear('One-Time PIN');
  await expect(there.alert).toHaveCount(0);
});

for (const command of [
  ['person', 'disable', sam.email],
  ['account', 'take-access', acme.number, sam.email],
]) {
  test(`what ${command.slice(0, 2).join(' ')} cleared is seen while the page is open`, async ({ server, there }) => {
    await openLive(there, holder);
    for (const kind of KINDS) await there.generate(kind);
    await server.run(...command);
    for (const kind of KINDS) await expectNoCodeWithin(BY_COMMAND, there, kind);
    await expect(there.announcement).toContainText('PIN');
  });
}

for (const restored of ['restore', 'restoreForgetful'] as const) {
  const what = restored === 'restore' ? 'a cable that is plugged in again' : 'a network that forgot its connections';
  test(`what happened meanwhile is seen behind ${what}`, async ({ home, network, there, troubles }) => {
    troubles.allow(BROKEN);
    const clock = there.page.clock;
    await clock.install();
    await openLive(home, holder);
    await openLive(there, holder);
    await expectCodeWithin(AT_ONCE, there, 'Master PIN', await home.generate('Master PIN'));

    network.cut();
    const code = await home.generate('Master PIN');
    // Nothing was closed, so the page finds out by hearing nothing. Its clock is run, for not waiting as long; a jump
    // would look like sleep.
    await clock.runFor('00:30');
    await expect(connection(there)).toContainText('can’t reach the server');
    await expect(there.alert).toHaveCount(0);

    const listening = listens(there);
    network[restored]();
    const shown = async () => {
      await clock.runFor('00:05');
      return (await there.code('Master PIN').innerText()).replace(/\s/g, '');
    };
    // The pauses have grown to half a minute at most; each look takes five seconds off them.
    await expect.poll(shown, { timeout: 20_000, intervals: [1_000] }).toBe(code);
    await expect(connection(there)).toHaveCount(0);
    await listening;
    await expectCodeWithin(AT_ONCE, there, 'Master PIN', await home.generate('Master PIN'));
  });
}

test('what happened meanwhile is seen after connections broke and were refused', async ({ home, network, there, troubles }) => {
  troubles.allow(BROKEN);
  await openLive(home, holder);
  await openLive(there, holder);

  network.drop();
  await expect(connection(there)).toContainText('can’t reach the server');
  await expect(there.alert).toHaveCount(0);
  const code = await home.generate('Master PIN');

  network.restore();
  await expectCodeWithin(SECONDS.timeout, there, 'Master PIN', code);
  await expect(connection(there)).toHaveCount(0);
  await expectCodeWithin(AT_ONCE, there, 'Master PIN', await home.generate('Master PIN'));
});

for (const end of ['stop', 'kill'] as const) {
  const ended = end === 'stop' ? 'stopped' : 'killed';
  test(`what happened while the server was ${ended} is seen once it is back`, async ({ server, home, there, troubles }) => {
    troubles.allow(BROKEN);
    await openLive(home, holder);
    await openLive(there, holder);
    await expectCodeWithin(AT_ONCE, there, 'Master PIN', await home.generate('Master PIN'));

    await server[end]();
    await server.run('person', 'disable', sam.email);
    await server.launch();
    await expectNoCodeWithin(SECONDS.timeout, there, 'Master PIN');
    await expectNoCodeWithin(SECONDS.timeout, home, 'Master PIN');
    await expect(connection(there)).toHaveCount(0);
    await expectCodeWithin(AT_ONCE, there, 'Master PIN', await home.generate('Master PIN'));
  });
}

test('a browser that is offline says so, and shows what it missed when it is back', async ({ home, there, troubles }) => {
  troubles.allow(BROKEN);
  await openLive(home, holder);
  await openLive(there, holder);
  await expect(connection(there)).toHaveCount(0);

  await there.page.context().setOffline(true);
  await expect(connection(there)).toContainText('offline');
  await expect(there.alert).toHaveCount(0);
  const code = await home.generate('Master PIN');

  await there.page.context().setOffline(false);
  // The first request after the browser's word may still fail; the next comes after the shortest pause.
  await expectCodeWithin(AFTER_A_PAUSE, there, 'Master PIN', code);
  await expect(connection(there)).toHaveCount(0);
});

for (const connected of ['kept', 'lost'] as const) {
  test(`a tab that was frozen, its connection ${connected}, shows what it missed when it goes on`, async ({
    home,
    network,
    sleepy: { browser, there },
    troubles,
  }) => {
    troubles.allow(BROKEN);
    await openLive(home, holder);
    await openLive(there, holder);
    await browser.freeze();
    if (connected === 'lost') network.drop();
    await home.generate('Master PIN');
    const code = await home.generate('Master PIN');
    network.restore();

    await browser.thaw();
    // The first try to connect again comes after a pause.
    await expectCodeWithin(connected === 'lost' ? AFTER_A_PAUSE : AT_ONCE, there, 'Master PIN', code);
    await expect(connection(there)).toHaveCount(0);
    await expectCodeWithin(AT_ONCE, there, 'Master PIN', await home.generate('Master PIN'));
  });

  test(`a machine that was asleep, its connection ${connected}, shows what it missed when it wakes up`, async ({
    home,
    network,
    sleepy: { browser, there },
    troubles,
  }) => {
    troubles.allow(BROKEN);
    await openLive(home, holder);
    await openLive(there, holder);
    browser.sleep();
    if (connected === 'lost') network.drop();
    const code = await home.generate('Master PIN');
    network.restore();

    browser.wake();
    // The first try to connect again comes after a pause.
    await expectCodeWithin(connected === 'lost' ? AFTER_A_PAUSE : AT_ONCE, there, 'Master PIN', code);
    await expect(connection(there)).toHaveCount(0);
  });
}

test('a hidden tab listens to nothing, and listens again when it is looked at', async ({ home, there }) => {
  await openLive(home, holder);
  await openLive(there, holder);
  const closed = there.page.waitForEvent('requestfailed', isStream);
  await become(there.page, 'hidden');
  await closed;
  await home.generate('Master PIN');
  const code = await home.generate('Master PIN');

  const listening = there.page.waitForResponse((answer) => isStream(answer.request()));
  await become(there.page, 'visible');
  await expectCodeWithin(AT_ONCE, there, 'Master PIN', code);
  await listening;
  await expectCodeWithin(AT_ONCE, there, 'Master PIN', await home.generate('Master PIN'));
});

test('the stream says that something changed, and never what', async ({ home, server, troubles }) => {
  troubles.allow(BROKEN);
  const client = await Client.signedIn(server.origin, sam);
  const stream = await client.listen(`/api/events?account=${acme.number}`);
  await openLive(home, holder);
  const codes: string[] = [];
  for (const kind of KINDS) codes.push(await home.generate(kind), await home.generate(kind));
  const said = stream.untilItsEnd(5_000);
  await server.stop();

  expect(await said).toMatch(/^event: account-changed\ndata: \d+\n\n/m);
  const runs = (await said).match(/\d{5,}/g) ?? [];
  for (const code of codes) expect(runs.some((run) => run.includes(code)), 'a PIN is in the stream').toBe(false);
  await client.close();
});
