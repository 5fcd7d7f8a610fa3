// A page that fell behind never replaces or clears a PIN that its reader has not seen.
import { expect, test } from '../support/fixtures';
import type { Home } from '../support/home';
import { holder } from '../support/people';
import { become } from '../support/visibility';

/** A tab that no news reaches: its stream of events is never answered, as behind a cable that was just pulled. */
async function openDeafTab(home: Home): Promise<Home> {
  const deaf = home.on(await home.page.context().newPage());
  await deaf.page.route('**/api/events*', () => {});
  return deaf;
}

/** The same person's second tab, opened while the first shows no PIN. */
async function openStaleTab(home: Home): Promise<Home> {
  await home.signIn(holder);
  await home.expand();
  const stale = await openDeafTab(home);
  await stale.page.goto(home.page.url());
  await stale.ready();
  await stale.expectExpanded();
  return stale;
}

test('Generate in a tab that fell behind is refused, and shows the PIN that is live', async ({ home, troubles }) => {
  troubles.allowStatus(409);
  const stale = await openStaleTab(home);
  const live = await home.generate('Master PIN');

  await stale.generateButton('Master PIN').click();
  await expect(stale.alert).toBeVisible();
  await expect(stale.alert).toHaveText(/\S+ \S+ \S+/);
  await stale.expectLiveCode('Master PIN', live);

  await home.reload();
  await home.expectLiveCode('Master PIN', live);

  await test.step('the next click is one about the PIN that it shows', async () => {
    const next = await stale.generate('Master PIN');
    expect(next).not.toBe(live);
    await expect(stale.alert).toHaveCount(0);
    await home.reload();
    await home.expectLiveCode('Master PIN', next);
  });
});

test('Clear in a tab that fell behind leaves the newer PIN alone', async ({ home, troubles }) => {
  troubles.allowStatus(409);
  await home.signIn(holder);
  await home.expand();
  await home.generate('One-Time PIN');
  const stale = await openDeafTab(home);
  await stale.page.goto(home.page.url());
  await stale.ready();
  const live = await home.generate('One-Time PIN');

  await stale.clearButton('One-Time PIN').click();
  await expect(stale.alert).toBeVisible();
  await stale.expectLiveCode('One-Time PIN', live);
  await home.reload();
  await home.expectLiveCode('One-Time PIN', live);

  await stale.clear('One-Time PIN');
  await home.reload();
  await home.expectNoLiveCode('One-Time PIN');
});

test('one kind falling behind does not hold up the other', async ({ home }) => {
  const stale = await openStaleTab(home);
  await home.generate('Master PIN');
  await stale.generate('One-Time PIN');
  await expect(stale.alert).toHaveCount(0);
});

test('a hidden tab that is looked at again shows the PIN that is live', { tag: '@wasm' }, async ({ home }) => {
  // A page without WebAssembly is as old as its last load.
  const other = await openStaleTab(home);
  await become(other.page, 'hidden');
  const live = await home.generate('Master PIN');
  await become(other.page, 'visible');
  await other.expectLiveCode('Master PIN', live);

  await become(other.page, 'hidden');
  await home.clear('Master PIN');
  await become(other.page, 'visible');
  await other.expectNoLiveCode('Master PIN');
});

test('two clicks at once make one PIN, which both tabs agree on', async ({ home, troubles }) => {
  troubles.allowStatus(409);
  const other = await openStaleTab(home);
  await Promise.all([home.generateButton('Master PIN').click(), other.generateButton('Master PIN').click()]);
  const code = await home.liveCode('Master PIN');
  await other.expectLiveCode('Master PIN', code);
  await home.reload();
  await home.expectLiveCode('Master PIN', code);
});
