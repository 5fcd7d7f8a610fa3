// The links of mails and the sign-in, with nothing to learn from either: a link that does not work says why to nobody,
// and an address that nobody has is answered like any other.
import type { Page } from '@playwright/test';
import { Client } from '../support/client';
import { expect, test } from '../support/fixtures';
import type { Home } from '../support/home';
import { linkIn, mailTo } from '../support/mail';
import { acme, birch, holder, holderOfBirch, PASSWORD } from '../support/people';
import { PeoplePage } from '../support/people-page';
import type { PinsServer } from '../support/server';

const nora = { email: 'nora@new.example', password: PASSWORD };
const NEW = 'a sentence of a few plain words';

/** Invites someone to the first account; answers with the link of the mail. */
async function invite(home: Home, server: PinsServer, email: string): Promise<string> {
  const people = new PeoplePage(home.page);
  await home.signIn(holder);
  await people.open(acme);
  await people.invite(email);
  await expect(people.done).toContainText('on its way');
  return linkIn(await mailTo(server, email, /^Invitation to/), '/invitation');
}

/** What a link that does not work leads to: status and words, the same whatever is wrong. */
async function deadEnd(page: Page, link: string): Promise<string> {
  const answer = await page.goto(link);
  expect(answer?.status(), 'status of a link that does not work').toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
  return page.getByRole('main').innerText();
}

/** The same link with another last digit. */
function tampered(link: string): string {
  return link.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
}

test('someone new accepts an invitation, and its link works once', async ({ home, page, server, anotherBrowser, troubles }) => {
  troubles.allowStatus(404);
  const link = await invite(home, server, nora.email);
  const noras = home.on(await anotherBrowser());
  await test.step('opening it changes nothing', async () => {
    for (let times = 0; times < 2; times += 1) {
      await noras.page.goto(link);
      await expect(noras.page.getByRole('main')).toContainText(`Hanna Holt invites you to ${acme.name}`);
    }
    await page.reload();
    await expect(new PeoplePage(page).invitation(nora.email)).toHaveCount(1);
  });
  await noras.page.getByLabel('Name', { exact: true }).fill('Nora New');
  await noras.page.getByLabel('Password', { exact: true }).fill(nora.password);
  await noras.page.getByRole('button', { name: 'Accept' }).click();
  await expect(noras.page).toHaveURL(/\/login$/);
  await expect(noras.page.getByRole('status')).toContainText('You now have access.');
  await noras.signIn(nora);
  await expect(noras.page).toHaveURL(new RegExp(`/accounts/${acme.number}$`));

  const people = new PeoplePage(page);
  await people.open(acme);
  await expect(people.member('Nora New')).toContainText('Sub-account');
  await expect(people.invitation(nora.email)).toHaveCount(0);
  await deadEnd(noras.page, link);
});

test('someone who has a sign-in accepts without another password', async ({ home, server, anotherBrowser }) => {
  const link = await invite(home, server, holderOfBirch.email);
  const brunos = home.on(await anotherBrowser());
  await brunos.page.goto(link);
  await expect(brunos.page.getByLabel('Password', { exact: true })).toHaveCount(0);
  await expect(brunos.page.getByRole('main')).toContainText(`You go on signing in as you do now, with ${holderOfBirch.email}`);
  await brunos.page.getByRole('button', { name: 'Accept' }).click();
  await expect(brunos.page.getByRole('status')).toContainText('You now have access.');
  await brunos.signIn(holderOfBirch);
  for (const account of [acme, birch]) await expect(brunos.accounts.getByRole('link', { name: account.name })).toBeVisible();
});

test('links that were used, withdrawn or made up are answered alike', async ({ home, page, server, anotherBrowser, troubles }) => {
  troubles.allowStatus(404);
  const used = await invite(home, server, holderOfBirch.email);
  const people = new PeoplePage(page);
  await people.invite(nora.email);
  const withdrawn = linkIn(await mailTo(server, nora.email, /^Invitation to/), '/invitation');

  const stranger = await anotherBrowser();
  const said = [await deadEnd(stranger, tampered(withdrawn))];
  await stranger.goto(used);
  await stranger.getByRole('button', { name: 'Accept' }).click();
  await expect(stranger.getByRole('status')).toContainText('You now have access.');
  said.push(await deadEnd(stranger, used));
  await people.invitation(nora.email).getByRole('button', { name: 'Withdraw' }).click();
  await expect(people.done).toContainText('withdrawn');
  said.push(await deadEnd(stranger, withdrawn));
  expect(new Set(said).size, said.join('\n---\n')).toBe(1);

  await test.step('their forms are refused alike too', async () => {
    const client = await Client.open(server.origin);
    const answers: string[] = [];
    for (const link of [tampered(withdrawn), used, withdrawn]) {
      const token = link.replace(/^.*token=/, '');
      const answer = await client.call('/api/accept_invitation', { token, name: 'Nora New', password: PASSWORD });
      answers.push(`${answer.status()} ${await answer.text()}`);
    }
    expect(answers[0]).toMatch(/^404 /);
    expect(new Set(answers).size, answers.join('\n')).toBe(1);
    await client.close();
  });
  await people.open(acme);
  await expect(people.member('Nora New')).toHaveCount(0);
});

test('the link to a new password works once, however it is sent', async ({ home, page, server, troubles }) => {
  troubles.allowStatus(404);
  const client = await Client.open(server.origin);
  expect((await client.post('/api/ask_for_reset', { email: holder.email })).status()).toBe(303);
  const link = linkIn(await mailTo(server, holder.email, 'Choose a new password'), '/new-password');
  const form = { token: link.replace(/^.*token=/, '') };
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill(NEW);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByRole('status')).toContainText('Your new password is set.');

  expect(await deadEnd(page, link)).toBe(await deadEnd(page, tampered(link)));
  const again = await client.call('/api/reset_password', { ...form, password: 'another sentence of plain words' });
  expect(again.status()).toBe(404);
  await home.signIn({ ...holder, password: NEW });
  await client.close();
});

test('an address that nobody has is answered like one that somebody has', async ({ server }) => {
  const client = await Client.open(server.origin);
  for (const [path, rest] of [
    ['/api/ask_for_reset', {}],
    ['/api/sign_in', { password: 'not the password of anyone' }],
  ] as const) {
    const answers: string[] = [];
    for (const email of [holder.email, 'nobody@acme.example']) {
      const asProgram = await client.call(path, { email, ...rest });
      const asPage = await client.post(path, { email, ...rest });
      const next = await client.get(asPage.headers()['location'] ?? '');
      const page = await next.text();
      // Each answer allows its own scripts by a word that no other has.
      const nonce = /nonce="([^"]+)"/.exec(page)?.[1] ?? 'no nonce';
      const words = `${asProgram.status()} ${await asProgram.text()} ${asPage.status()} ${next.status()} ${page}`;
      answers.push(words.replaceAll(email, 'EMAIL').replaceAll(nonce, 'NONCE'));
    }
    expect(answers[0], path).toBe(answers[1]);
  }
  await client.close();
});

test.describe('when wrong passwords come for one address', () => {
  // So long that the story is over before the wait is.
  test.use({ settings: { PINS_SIGN_IN_FIRST_WAIT: '5m' } });

  test('they are slowed down, but not in a browser where its owner signed in', async ({ home, server }) => {
    await home.signIn(holder);
    await home.signOut();

    const client = await Client.open(server.origin);
    const wrong = { email: holder.email, password: 'not the password of anyone' };
    for (let tries = 1; tries <= 5; tries += 1) {
      expect((await client.call('/api/sign_in', wrong)).status(), `try ${tries}`).toBe(401);
    }
    for (const form of [wrong, { ...holder }]) {
      const answer = await client.call('/api/sign_in', form);
      expect(answer.status()).toBe(429);
      const wait = Number(answer.headers()['retry-after']);
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(300);
      expect(await answer.text()).toContain('Too many attempts went wrong.');
    }
    await client.close();
    await home.signIn(holder);
  });
});
