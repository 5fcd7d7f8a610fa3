// Whatever is typed is shown as text, or refused with a sentence. It never runs, and never rearranges the page.
import type { Page } from '@playwright/test';
import { Client } from '../support/client';
import { expect, test } from '../support/fixtures';
import { acme, holder } from '../support/people';
import { fillContact, PeoplePage } from '../support/people-page';

const SENTENCE = /\S+ \S+ \S+/;

/** What a name and a note may hold, however it looks. */
const ODD = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</textarea></title><b>bold</b>',
  "'; drop table contacts; --",
  '&lt;i&gt; &amp; {{7*7}} ${7*7}',
  'עברית 12345 العربية',
  '👩🏽‍💻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️',
  'x'.repeat(100),
];

/** What neither may hold: it cannot be seen, or turns the writing around. */
const TRICKS = ['a\u202Eb', 'a\u2066b', 'a\u200Fb', 'a\u0000b', 'a\u0007b'];

async function expectNoMarkup(page: Page): Promise<void> {
  await expect(page.locator('main :is(script, img, b, i)')).toHaveCount(0);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, 'nothing scrolls sideways').toBeLessThanOrEqual(0);
}

test('odd names and notes of sub-contacts are shown as they were typed', async ({ home, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await people.open(acme);
  for (const odd of ODD) {
    await people.addContact({ name: odd, email: 'odd@example.com', note: odd });
    await expect(people.done, odd).toBeVisible();
    const row = people.contact(odd);
    await expect(row).toHaveCount(1);
    await expect(row.getByRole('paragraph').filter({ hasText: odd })).toHaveText(odd);
    await expectNoMarkup(page);

    await row.getByRole('link', { name: 'Edit' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Edit ${odd}`);
    await expect(page).toHaveTitle(`Edit ${odd} – Control panel`);
    await expect(page.getByLabel('Note')).toHaveValue(odd);
    await expectNoMarkup(page);
    await page.getByRole('link', { name: 'Back to People' }).click();
  }
});

test('text that hides or turns writing is refused with a sentence', async ({ home, page, server }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  const client = await Client.signedIn(server.origin, holder);
  const form = { account: acme.number, name: 'Robin', email: '', phone: '+1 555 0100', note: '' };
  for (const trick of [...TRICKS, '<script>'.repeat(1_000), 'x'.repeat(10_000)]) {
    for (const field of ['name', 'email', 'phone', 'note'] as const) {
      const answer = await client.call('/api/add_contact', { ...form, [field]: trick });
      expect(answer.status(), `${field}: ${JSON.stringify(trick.slice(0, 20))}`).toBe(422);
      expect(((await answer.json()) as { message: string }).message).toMatch(SENTENCE);
    }
    const invited = await client.call('/api/invite', { account: acme.number, email: `${trick}@example.com`, role: 'holder' });
    expect(invited.status()).toBe(422);
  }
  await client.close();
  await people.open(acme);
  await expect(people.contacts.getByRole('listitem')).toHaveCount(1);
  await expect(people.invitations.getByRole('listitem')).toHaveCount(0);
});

test('a page says of odd text in a form what is wrong with it, and shows it again', async ({ home, page }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await people.open(acme);
  for (const odd of [...ODD.slice(0, 5), 'a\u202Eb']) {
    await people.addContact({ name: odd, email: '', phone: '', note: odd });
    await expect(people.addForm.getByRole('alert')).toHaveText(SENTENCE);
    await expect(people.addForm.getByLabel('Name')).toHaveValue(odd);
    await expect(people.addForm.getByLabel('Note')).toHaveValue(odd);
    await expectNoMarkup(page);
  }
});

test('a field takes no more than fits', async ({ home, page }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await people.open(acme);
  await people.addContact({ name: 'n'.repeat(10_000), phone: '1'.repeat(10_000), note: 'word '.repeat(2_000) });
  await expect(people.done).toBeVisible();
  await expect(people.contact('n'.repeat(100))).toContainText('1'.repeat(30));
  await expectNoMarkup(page);
});

test('a page with an odd name asks before removing it', async ({ home, page }) => {
  const people = new PeoplePage(page);
  const odd = '<script>alert(1)</script>';
  await home.signIn(holder);
  await people.open(acme);
  await fillContact(people.addForm, { name: odd, phone: '+1 555 0100' });
  await people.addForm.getByRole('button', { name: 'Add sub-contact' }).click();
  await people.contact(odd).getByRole('link', { name: `Remove ${odd}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Remove ${odd}?`);
  await expectNoMarkup(page);
  await page.getByRole('button', { name: `Remove ${odd}` }).click();
  await expect(people.contact(odd)).toHaveCount(0);
});

for (const [path, button] of [['/login', 'Sign in'], ['/forgot-password', /^Send/]] as const) {
  test(`odd text on ${path} is answered with a sentence`, async ({ page, server, troubles }) => {
    troubles.allowStatus(401);
    troubles.allowStatus(422);
    troubles.allowStatus(429);
    for (const odd of ["o'brien+<b>@example.com", 'עברית@example.com', `${'x'.repeat(10_000)}@example.com`]) {
      await page.goto(path);
      const email = page.getByLabel('Email', { exact: true });
      // As a program would: a browser's own check of addresses is no promise.
      await email.evaluate((input: HTMLInputElement) => (input.form as HTMLFormElement).setAttribute('novalidate', ''));
      await email.fill(odd);
      const password = page.getByLabel('Password', { exact: true });
      if (await password.count()) await password.fill('a\u202Eb<script>alert(1)</script>');
      await page.getByRole('main').getByRole('button', { name: button }).click();
      await expect(page.getByRole('main').getByRole('alert').or(page.getByRole('main').getByRole('status'))).toHaveText(SENTENCE);
      await expectNoMarkup(page);
    }
    const client = await Client.open(server.origin);
    const form = path === '/login' ? '/api/sign_in' : '/api/ask_for_reset';
    for (const odd of [...ODD, ...TRICKS, 'x'.repeat(10_000)]) {
      const answer = await client.call(form, { email: odd, password: odd });
      expect(answer.status(), odd.slice(0, 20)).toBeLessThan(500);
      expect(answer.headers()['content-type'] ?? '').toContain('json');
    }
    await client.close();
  });
}
