// “That wasn’t me”, with a script awake and without one: when it is there, what it does, and who may.
import { ActivityPage, activityOf } from '../support/activity-page';
import { Client } from '../support/client';
import { agent, Desk, unlike } from '../support/desk';
import { expect, test as base } from '../support/fixtures';
import { expectVisibleFocus, tabTo } from '../support/keyboard';
import { expectNoSidewaysScroll, expectNoViolation } from '../support/looks';
import { acme, holder, holderOfBirch, KINDS, sam } from '../support/people';
import { Recent } from '../support/recent';

const test = base.extend<{ desk: Desk; recent: Recent }>({
  desk: async ({ anotherBrowser }, use) => {
    const desk = new Desk(await anotherBrowser());
    await desk.signIn();
    await use(desk);
  },
  recent: async ({ home }, use) => {
    await home.signIn(holder);
    await home.expand();
    await use(new Recent(home.page));
  },
});

const DONE = /^Thanks for telling us\. Your PINs are cleared and support verifies nobody/;

test('it is there once support did something, works by keyboard alone, and is gone afterwards', async ({ desk, home, page, recent }) => {
  await expect(recent.notMe).toHaveCount(0);
  const code = await home.generate('Master PIN');
  await home.generate('One-Time PIN');
  await home.reload();
  await expect(recent.notMe, 'what the account’s own people did is nothing to report').toHaveCount(0);

  await desk.verify(acme.number, unlike(code), 'Not verified');
  await home.reload();
  await expect(recent.region.getByRole('button')).toHaveText(['That wasn’t me']);
  await expect(recent.notMe).toHaveAccessibleDescription(/clears both PINs, and support verifies nobody for this account/);

  await tabTo(page, recent.notMe);
  await expectVisibleFocus(recent.notMe);
  await page.keyboard.press('Enter');
  for (const kind of KINDS) await home.expectNoPin(kind);
  await home.ready();
  await expect(home.announcement, 'one further status outside the rows').toHaveCount(1);
  await expect(home.announcement).toHaveText(DONE);
  await expect(home.panel).toContainText('Generate a new PIN, and support can verify you again at once.');
  await expect(home.row('Master PIN')).toContainText('Cleared by');
  await expect(recent.notMe).toHaveCount(0);
  await recent.expectTold('reported a call or chat with support that was none of theirs', 1);

  await home.reload();
  await expect(home.announcement, 'it is said once').toHaveText('');
  await expect(recent.notMe).toHaveCount(0);
  expect(await desk.verify(acme.number, code, 'Locked')).toContain('none of theirs');
  await home.collapse();
  await expect(page.getByText('Verification locked · No PIN set')).toBeVisible();
});

test('on the page of all activity it stands where that can be read, and leads to the account’s home', async ({ desk, home, page, recent }) => {
  const activity = new ActivityPage(page);
  await activity.open(acme);
  await expect(recent.notMe).toHaveCount(0);
  await home.open(acme);
  await home.expand();
  const code = await home.generate('Master PIN');
  await desk.verify(acme.number, code, 'Account verified');

  for (const [query, times] of [['?show=people', 0], ['?show=pins', 0], ['?before=1', 0], ['?show=support', 1], ['', 1]] as const) {
    await activity.open(acme, query);
    await expect(recent.notMe, query).toHaveCount(times);
  }
  await recent.notMe.click();
  await expect(page).toHaveURL(new RegExp(`/accounts/${acme.number}$`));
  await home.ready();
  await home.expectExpanded();
  await expect(home.announcement).toBeVisible();
  await expect(home.announcement).toHaveText(DONE);
  await home.expectNoPin('Master PIN');
  await activity.open(acme);
  await expect(activity.happenings.first()).toContainText('reported a call or chat');
  await expect(recent.notMe).toHaveCount(0);
});

test('whoever may act for the account may say it, and to everyone else there is no such account', async ({ desk, home, recent, server }) => {
  const code = await home.generate('Master PIN');
  await desk.verify(acme.number, unlike(code), 'Not verified');
  const address = '/api/report_verification';
  const fields = { account: acme.number };
  for (const person of [holderOfBirch, agent]) {
    const stranger = await Client.signedIn(server.origin, person);
    expect((await stranger.call(address, fields)).status(), person.email).toBe(404);
    expect((await stranger.post(address, fields)).status(), person.email).toBe(404);
    await stranger.close();
  }
  const nobody = await Client.open(server.origin);
  expect((await nobody.call(address, fields)).status()).toBe(401);
  await nobody.close();
  await home.reload();
  await home.expectLiveCode('Master PIN', code);
  await expect(recent.notMe).toBeVisible();

  const subAccount = await Client.signedIn(server.origin, sam);
  expect([404, 405]).toContain((await subAccount.get(`${address}?account=${acme.number}`)).status());
  for (const [account, status] of [['', 422], ['acme', 404], ['99999', 404]] as const) {
    expect((await subAccount.call(address, { account })).status(), account).toBe(status);
  }
  const answer = await subAccount.post(address, fields);
  expect(answer.status()).toBe(303);
  expect(answer.headers()['location']).toBe(`/accounts/${acme.number}`);
  await subAccount.close();
  await home.reload();
  await home.expectNoPin('Master PIN');
});

test('a program gets the rows, and the second time changes nothing', async ({ browser, desk, home, recent, server }) => {
  const code = await home.generate('Master PIN');
  await desk.verify(acme.number, unlike(code), 'Not verified');
  await home.reload();
  await expect(recent.notMe).toBeVisible();
  const client = await Client.signedIn(server.origin, holder);
  for (let times = 0; times < 2; times += 1) {
    const answer = await client.call('/api/report_verification', { account: acme.number });
    expect(answer.status()).toBe(200);
    const said: { lock: string; rows: { state: string }[] } = await answer.json();
    expect(said.lock).toContain('Support verifies nobody');
    expect(said.rows.map(({ state }) => state)).not.toContain('live');
  }
  expect((await client.readHome(browser)).code('Master PIN')).toBe('No PIN set');
  const file = await (await client.get(`${activityOf(acme)}.csv?show=support`)).text();
  expect(file.match(/,support,reported,/g)).toHaveLength(1);
  await client.close();
});

test('axe finds nothing where it stands, nor where it was pressed', { tag: '@wasm' }, async ({ desk, home, page, recent }) => {
  const code = await home.generate('Master PIN');
  await desk.verify(acme.number, unlike(code), 'Not verified');
  await home.reload();
  await expect(recent.notMe).toBeVisible();
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScroll(page, `home at ${width}`);
    await expectNoViolation(page, `home at ${width}`);
  }
  await page.goto(activityOf(acme));
  await expectNoViolation(page, 'activity');
  await recent.notMe.click();
  await home.ready();
  await expect(home.announcement).toHaveText(DONE);
  await expectNoViolation(page, 'home, reported');
  await home.generate('Master PIN');
  await expect(home.announcement, 'the one place for what is announced').toHaveText(/^New Master PIN generated\./);
  await expectNoViolation(page, 'home, generated again');
});
