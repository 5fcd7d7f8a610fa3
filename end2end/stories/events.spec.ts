// A page that is left open says within seconds that it is over, and shows no PIN any more.
import type { Page } from '@playwright/test';
import { Client } from '../support/client';
import { expect, test } from '../support/fixtures';
import type { Home } from '../support/home';
import { OwnSignIn } from '../support/own-sign-in';
import { acme, birch, holder, KINDS, sam } from '../support/people';
import { fillContact, PeoplePage } from '../support/people-page';

/** How long an open page may go on as if nothing had happened. */
const SOON = { timeout: 8_000 };

/** Signs in, makes both PINs, and leaves the page open as the server sent it, codes and all. */
async function leaveOpen(home: Home): Promise<string[]> {
  await home.expand();
  const codes = [await home.generate('Master PIN'), await home.generate('One-Time PIN')];
  await home.reload();
  await home.expectExpanded();
  return codes;
}

/** What the page says in place of the PINs, and that none is left anywhere in it. */
async function expectOver(home: Home, sentence: string, codes: string[]): Promise<void> {
  await expect(home.alert).toContainText(sentence, SOON);
  for (const kind of KINDS) {
    await expect(home.code(kind)).toHaveText('Hidden');
    await expect(home.clearButton(kind)).toHaveCount(0);
  }
  await expect(home.timer()).toHaveCount(0);
  for (const code of codes) expect((await everything(home.page)).includes(code), 'a PIN is in the page').toBe(false);
}

/** Text and attributes of the page, without white space. */
async function everything(page: Page): Promise<string> {
  const whole = await page.evaluate(() => document.documentElement.outerHTML + document.documentElement.textContent);
  return whole.replace(/\s/g, '');
}

/** Ends the other session of whoever is signed in here. */
async function endTheOther(page: Page): Promise<void> {
  const own = new OwnSignIn(page);
  await own.open();
  await own.sessions.getByRole('button', { name: /^End the session of/ }).click();
  await expect(own.sessions.getByRole('status')).toContainText('has ended');
}

test.describe('an open page', { tag: '@wasm' }, () => {
  test('says that its session was ended from another browser, and leads back in', async ({ home, page, anotherBrowser }) => {
    await home.signIn(holder);
    const codes = await leaveOpen(home);
    const elsewhere = home.on(await anotherBrowser());
    await elsewhere.signIn(holder);
    await endTheOther(elsewhere.page);

    await expectOver(home, 'Your session has ended.', codes);
    await home.alert.getByRole('link', { name: 'Sign in again' }).click();
    await expect(page).toHaveURL(/\/login$/);
    await home.fillSignIn(holder);
    await home.ready();
    await home.expand();
    await home.expectLiveCode('Master PIN', codes[0] ?? '');
  });

  test('says that its session ended with the old password', async ({ home, anotherBrowser }) => {
    await home.signIn(holder);
    const codes = await leaveOpen(home);
    const elsewhere = home.on(await anotherBrowser());
    await elsewhere.signIn(holder);
    const own = new OwnSignIn(elsewhere.page);
    await own.open();
    await own.changePassword('a sentence of a few plain words');
    await expect(own.password.getByRole('status')).toContainText('Your password is changed');

    await expectOver(home, 'Your session has ended.', codes);
    await expect(home.alert.getByRole('link', { name: 'Sign in again' })).toBeVisible();
  });

  test('says that the access was taken, as every page and stream of that person does', async ({
    home,
    page,
    server,
    anotherBrowser,
  }) => {
    const sams = [home.on(await anotherBrowser()), home.on(await anotherBrowser())];
    const [first, second] = sams as [Home, Home];
    await first.signIn(sam);
    await first.open(acme);
    const codes = await leaveOpen(first);
    await second.signIn(sam);
    await second.open(acme);
    await second.expand();
    const ofBirch = home.on(await second.page.context().newPage());
    await ofBirch.open(birch);
    await ofBirch.expand();
    const kept = await ofBirch.generate('Master PIN');
    const client = await Client.signedIn(server.origin, sam);
    const stream = await client.listen(`/api/events?account=${acme.number}`);
    expect(stream.response.status).toBe(200);

    const people = new PeoplePage(page);
    await home.signIn(holder);
    await people.open(acme);
    await people.askToRemove('Sam Shore');
    await page.getByRole('button', { name: 'Remove Sam Shore' }).click();
    await expect(people.done).toContainText('all PINs of the account were cleared');

    const said = stream.untilItsEnd(SOON.timeout);
    for (const open of sams) await expectOver(open, 'You don’t have access to this account any more.', codes);
    expect(await said).toMatch(/^event: session-ended\ndata: access\n\n/m);

    await test.step('they stay signed in on the other account', async () => {
      await expect(ofBirch.alert).toHaveCount(0);
      await ofBirch.expectLiveCode('Master PIN', kept);
      await first.alert.getByRole('link', { name: 'Go to your account' }).click();
      await expect(first.page).toHaveURL(new RegExp(`/accounts/${birch.number}$`));
      await first.expand();
      await first.expectLiveCode('Master PIN', kept);
    });
    await client.close();
  });

  test('notices that the operator took the access by a command', async ({ home, server }) => {
    await home.signIn(sam);
    await home.open(acme);
    const codes = await leaveOpen(home);
    await server.run('account', 'take-access', acme.number, sam.email);
    await expectOver(home, 'You don’t have access to this account any more.', codes);
  });

  test('keeps what was typed into a form when it says so', async ({ home, page, anotherBrowser }) => {
    const typed = { name: 'Nora Half', email: 'nora@half.example', note: 'Only half of it is written, and the' };
    const people = new PeoplePage(page);
    await home.signIn(holder);
    await people.open(acme);
    await fillContact(people.addForm, typed);
    const elsewhere = home.on(await anotherBrowser());
    await elsewhere.signIn(holder);
    await endTheOther(elsewhere.page);

    await expect(people.alert).toContainText('Your session has ended.', SOON);
    await expect(people.alert.getByRole('link', { name: 'Sign in again' })).toBeVisible();
    await expect(people.addForm.getByLabel('Name')).toHaveValue(typed.name);
    await expect(people.addForm.getByLabel('Email', { exact: true })).toHaveValue(typed.email);
    await expect(people.addForm.getByLabel('Note')).toHaveValue(typed.note);
  });
});

test('the stream is for whoever is signed in, about what they may see', async ({ server }) => {
  const stranger = await Client.open(server.origin);
  for (const path of ['/api/events', `/api/events?account=${acme.number}`]) {
    expect((await stranger.get(path, { accept: 'text/event-stream' })).status(), path).toBe(401);
  }
  const client = await Client.signedIn(server.origin, holder);
  for (const account of [birch.number, '99999', 'x', '']) {
    const answer = await client.get(`/api/events?account=${account}`, { accept: 'text/event-stream' });
    expect(answer.status(), account).toBe(404);
  }
  expect((await client.post('/api/events', {})).status()).toBe(405);

  for (const path of ['/api/events', `/api/events?account=${acme.number}`]) {
    const stream = await client.listen(path);
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.response.headers.get('cache-control')).toMatch(/no-(store|cache)/);
    stream.close();
  }
  await Promise.all([stranger.close(), client.close()]);
});

test('a server that is told to stop does not wait for those who listen', async ({ server }) => {
  const client = await Client.signedIn(server.origin, holder);
  const stream = await client.listen('/api/events');
  expect(stream.response.status).toBe(200);
  const said = stream.untilItsEnd(5_000);
  await server.stop();
  expect(await said).not.toContain('session-ended');
  await client.close();
});
