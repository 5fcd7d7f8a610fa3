// What happened on an account: who reads it, a part of it, page by page, and as a file.
import { ActivityPage, activityOf, happen } from '../support/activity-page';
import { Client } from '../support/client';
import { expect, test } from '../support/fixtures';
import { doubleLetters, expectNoSidewaysScroll, expectNoViolation } from '../support/looks';
import { linkIn, mailTo } from '../support/mail';
import { OwnSignIn } from '../support/own-sign-in';
import { acme, birch, holder, nobody, PASSWORD, sam } from '../support/people';

const HEAD = 'number,time,subject,event,by,whom,sentence';

// More than thirty PINs are made here within an hour.
test.use({ settings: { PINS_GENERATES_AN_HOUR: '1000' } });

test('an account on which nothing happened says so', async ({ home, page }) => {
  const activity = new ActivityPage(page);
  await home.signIn(holder);
  await page.getByRole('navigation', { name: 'Account', exact: true }).getByRole('link', { name: 'Activity' }).click();
  await expect(activity.heading).toHaveText('Activity');
  await expect(page).toHaveTitle(`Activity of ${acme.name} – Control panel`);
  await expect(page.getByText('Nothing has happened yet.')).toBeVisible();
  await activity.show('Support');
  await expect(page.getByText('Nobody has given support a PIN')).toBeVisible();
  await expect(activity.older).toHaveCount(0);
  await expect(activity.newest).toHaveCount(0);
});

test('what happened is listed newest first, each with its time, and by what it is about', async ({ home, mode, page, server }) => {
  const activity = new ActivityPage(page);
  await home.signIn(holder);
  await home.expand();
  await home.generate('One-Time PIN');
  await home.clear('One-Time PIN');
  await server.run('account', 'take-access', acme.number, sam.email);

  await activity.open(acme);
  await expect(activity.happenings).toHaveCount(3);
  await expect(activity.happenings.first()).toContainText('The operator ended the access of');
  await expect(activity.happenings.nth(1)).toContainText('cleared the One-Time PIN.');
  await expect(activity.happenings.last()).toContainText('generated a One-Time PIN.');
  const time = activity.happenings.last().getByRole('time');
  await expect(time).toHaveAttribute('datetime', /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  await expect(time).toHaveText(/^\d{1,2} [A-Z][a-z]{2} 20\d\d, \d\d:\d\d$/);
  await expect(page.getByText(mode === 'plain' ? 'Times in UTC.' : 'Times in America/New_York.')).toBeVisible();

  await activity.show('PINs');
  await expect(activity.happenings).toHaveCount(2);
  await activity.show('People');
  await expect(activity.happenings).toHaveCount(1);
  await activity.show('Support');
  await expect(activity.happenings).toHaveCount(0);
  await activity.show('All');
  await expect(activity.happenings).toHaveCount(3);
});

test('times are told in the zone that the reader chose', async ({ home, page }) => {
  const activity = new ActivityPage(page);
  await home.signIn(holder);
  await home.expand();
  await home.generate('Master PIN');
  await activity.open(acme);
  await page.getByRole('link', { name: 'Change this in Your sign-in' }).click();
  const { timeZone } = new OwnSignIn(page);
  await timeZone.getByLabel('Time zone').selectOption('Asia/Kolkata');
  await timeZone.getByRole('button', { name: 'Save' }).click();
  await expect(timeZone.getByRole('status')).toContainText('saved');
  await activity.open(acme);
  await expect(page.getByText('Times in Asia/Kolkata.')).toBeVisible();
  const time = activity.happenings.first().getByRole('time');
  const utc = new Date((await time.getAttribute('datetime')) ?? '');
  const there = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kolkata', hour: '2-digit', minute: '2-digit' });
  await expect(time).toContainText(there.format(utc));
});

test('a long history is read page by page, also a part of it', async ({ home, page, server }) => {
  const client = await Client.signedIn(server.origin, holder);
  await happen(client, acme, 60);
  await client.close();
  const activity = new ActivityPage(page);
  await home.signIn(holder);
  for (const query of ['', '?show=pins']) {
    await activity.open(acme, query);
    for (const count of [25, 25]) {
      await expect(activity.happenings).toHaveCount(count);
      await activity.older.click();
    }
    await expect(activity.happenings).toHaveCount(10);
    await expect(activity.happenings.last()).toContainText('generated a Master PIN.');
    await expect(activity.older).toHaveCount(0);
    await activity.newest.click();
    await expect(activity.happenings).toHaveCount(25);
    await expect(activity.newest).toHaveCount(0);
    expect(new URL(page.url()).search).toBe(query);
  }
});

test('what an address says wrongly counts as not said', async ({ home, page, server }) => {
  const client = await Client.signedIn(server.origin, holder);
  await happen(client, acme, 2);
  await client.close();
  const activity = new ActivityPage(page);
  await home.signIn(holder);
  for (const query of ['?show=everything', '?before=-1', '?before=x&show', '?show=%00&before=99999999999999999999']) {
    await activity.open(acme, query);
    await expect(activity.shows('All'), query).toHaveAttribute('aria-current', 'true');
    await expect(activity.happenings, query).toHaveCount(2);
  }
  await activity.open(acme, '?before=1');
  await expect(page.getByText('There is nothing older.')).toBeVisible();
});

test('the file holds all of it, newest first, and names that a spreadsheet would run are text there', async ({ home, page, server }) => {
  const odd = { email: 'odd@example.com', password: PASSWORD };
  await server.run('person', 'create', odd.email, '=1+1, "Odd"');
  await server.run('account', 'give-access', acme.number, odd.email, '--role', 'sub-account');
  await page.goto(linkIn(await mailTo(server, odd.email, 'Your sign-in for the control panel'), '/new-password'));
  await page.getByLabel('New password', { exact: true }).fill(odd.password);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await home.signIn(odd);
  const activity = new ActivityPage(page);
  await activity.open(acme);
  await expect(activity.download).toHaveAttribute('href', `${activityOf(acme)}.csv`);

  const client = await Client.signedIn(server.origin, odd);
  await happen(client, acme, 30);
  const answer = await client.get(`${activityOf(acme)}.csv`);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8');
  expect(answer.headers()['content-disposition']).toBe('attachment; filename="security-pins-10001-activity.csv"');
  expect(answer.headers()['cache-control']).toBe('no-store');
  const lines = (await answer.text()).split('\r\n');
  expect(lines[0]).toBe(HEAD);
  expect(lines.slice(1, -1).map((line) => Number.parseInt(line, 10))).toEqual([...Array(31).keys()].map((index) => 31 - index));
  expect(lines[1]).toMatch(
    /^31,20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ,pins,cleared,"'=1\+1, ""Odd""",,"'=1\+1, ""Odd"" cleared the Master PIN\."$/,
  );
  expect(lines[31]).toMatch(/,people,access_given,,"'=1\+1, ""Odd""",/);
  expect(lines.at(-1), 'the last line ends as all others').toBe('');

  const people = await client.get(`${activityOf(acme)}.csv?show=people`);
  expect((await people.text()).split('\r\n')).toEqual([HEAD, lines[31], '']);
  await client.close();
});

test('a browser saves the file under a name of its own', async ({ home, page }) => {
  const activity = new ActivityPage(page);
  await home.signIn(holder);
  await activity.open(acme);
  const saving = page.waitForEvent('download');
  await activity.download.click();
  expect((await saving).suggestedFilename()).toBe('security-pins-10001-activity.csv');
});

test('a sub-account reads it, and a stranger cannot tell it from one that is not there', async ({ server }) => {
  const [ours, stranger, signedOut] = [
    await Client.signedIn(server.origin, sam),
    await Client.signedIn(server.origin, holder),
    await Client.open(server.origin),
  ];
  for (const end of ['', '.csv', '?show=pins', '.csv?show=pins']) {
    expect((await ours.get(activityOf(birch) + end)).status(), end).toBe(200);
    const hidden = await stranger.get(activityOf(birch) + end);
    const missing = await stranger.get(activityOf(nobody) + end);
    expect([hidden.status(), missing.status()], end).toEqual([404, 404]);
    const plain = async (answer: typeof hidden) => (await answer.text()).replace(/nonce="[^"]*"/g, '');
    expect((await plain(hidden)).length, end).toBe((await plain(missing)).length);
    const toSignIn = await signedOut.get(activityOf(birch) + end);
    expect([toSignIn.status(), toSignIn.headers()['location']], end).toEqual([303, '/login']);
  }
  await Promise.all([ours, stranger, signedOut].map((client) => client.close()));
});

test('no live PIN stands on the page or in the file', async ({ home, page, server }) => {
  await home.signIn(holder);
  await home.expand();
  const codes = [await home.generate('Master PIN'), await home.generate('One-Time PIN')];
  await new ActivityPage(page).open(acme);
  const client = await Client.signedIn(server.origin, holder);
  const file = await (await client.get(`${activityOf(acme)}.csv`)).text();
  await client.close();
  // Times are digits too, and could hold a code by chance.
  const seen = [await page.getByRole('main').innerText(), file].map((text) =>
    text.replace(/\d{4}-\d\d-\d\dT[\d:]+Z|\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d/g, ' ').replaceAll(acme.number, ''),
  );
  for (const code of codes) {
    for (const text of seen) expect(text.includes(code), 'a PIN is told').toBe(false);
  }
});

test('nothing sticks out on a small screen or with large letters', async ({ home, page, server }) => {
  const client = await Client.signedIn(server.origin, sam);
  await happen(client, acme, 30);
  await client.close();
  const activity = new ActivityPage(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await home.signIn(holder);
  await activity.open(acme);
  await expectNoSidewaysScroll(page, '320 pixels');
  await doubleLetters(page);
  await expectNoSidewaysScroll(page, '320 pixels, large letters');
});

test.describe('for assistive technology', { tag: '@wasm' }, () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing, ${colorScheme}`, async ({ home, page, server }) => {
      await page.emulateMedia({ colorScheme });
      const activity = new ActivityPage(page);
      await home.signIn(holder);
      await activity.open(acme);
      await expectNoViolation(page, 'nothing happened');
      const client = await Client.signedIn(server.origin, holder);
      await happen(client, acme, 30);
      await client.close();
      await server.run('account', 'take-access', acme.number, sam.email);
      await activity.open(acme);
      await expectNoViolation(page, 'much happened');
    });
  }
});
