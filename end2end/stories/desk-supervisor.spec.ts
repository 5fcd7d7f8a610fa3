// What a supervisor sees of the desk, looks for and lifts; and that nobody else does.
import { Client } from '../support/client';
import { agent, Desk, lead, unlike } from '../support/desk';
import { expect, test } from '../support/fixtures';
import { tabTo } from '../support/keyboard';
import { doubleLetters, expectNoSidewaysScroll, expectNoViolation } from '../support/looks';
import { acme, birch, holder, holderOfBirch, nobody } from '../support/people';
import type { PinsServer } from '../support/server';
import { DeskHistory, generatePin, Supervisor, verify } from '../support/supervisor';

const HEAD = '\ufefftime,account,account_exists,agent,channel,contact,ticket,result,locked';
const PAGES = ['/desk/supervisor', '/desk/history', '/desk/history.csv', '/desk/history?account=10001', '/desk/history.csv?result=locked'];

/** A PIN on each of both accounts. */
async function pinsOfBoth(server: PinsServer): Promise<[string, string]> {
  return [await generatePin(server.origin, holder, acme), await generatePin(server.origin, holderOfBirch, birch)];
}

/** Wrong PINs on both accounts, typed by whoever signed in. */
async function guessOnBoth(client: Client, codes: [string, string]): Promise<void> {
  expect(await verify(client, acme.number, unlike(codes[0]))).toBe('not_verified');
  expect(await verify(client, birch.number, unlike(codes[1]))).toBe('not_verified');
}

test('to agents and customers there are no such pages, and nobody is sent to the sign-in', async ({ anotherBrowser, server }) => {
  for (const person of [agent, holder]) {
    const client = await Client.signedIn(server.origin, person);
    for (const path of PAGES) {
      const answer = await client.get(path);
      expect(answer.status(), `${person.email} ${path}`).toBe(404);
      expect(await answer.text(), `${person.email} ${path}`).not.toContain('Suspended agents');
    }
    await client.close();
  }
  const stranger = await Client.open(server.origin);
  for (const path of PAGES) {
    const answer = await stranger.get(path);
    expect([answer.status(), answer.headers()['location']], path).toEqual([303, '/login']);
  }
  await stranger.close();

  const desk = new Desk(await anotherBrowser());
  await desk.signIn(agent);
  for (const name of ['Supervisor', 'History']) await expect(desk.page.getByRole('link', { name })).toHaveCount(0);
});

test('a quiet desk says so, and its pages lead to each other', async ({ page }) => {
  const desk = new Desk(page);
  await desk.signIn(lead);
  await page.getByRole('link', { name: 'Supervisor', exact: true }).click();
  const supervisor = new Supervisor(page);
  await expect(supervisor.heading).toHaveText('Supervisor');
  await expect(page).toHaveTitle('Supervisor – Control panel');
  await supervisor.expectFigures({ verified: 0, refused: 0, noLivePin: 0, locked: 0 });
  await expect(supervisor.today).toContainText('Nobody has tried to verify anyone today.');
  await expect(supervisor.suspended).toContainText('Nobody is suspended.');
  await expect(supervisor.flagged).toContainText('No verification has been reported.');
  await expect(supervisor.lock).toContainText('10 wrong PINs within 24 hours lock an account');
  await expect(supervisor.lock).toContainText('allows 3 more tries');
  await expect(supervisor.happened).toContainText('No agent has been suspended');
  await expect(page.getByRole('link', { name: 'Supervisor', exact: true })).toHaveAttribute('aria-current', 'page');
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await expect(new DeskHistory(page).heading).toHaveText('Desk history');
  await expect(page.getByText('Nobody has tried to verify anyone yet.')).toBeVisible();
});

test('the day is told in numbers, by hour and by agent', async ({ page, server }) => {
  const code = await generatePin(server.origin, holder, acme);
  const client = await Client.signedIn(server.origin, agent);
  expect(await verify(client, acme.number, code)).toBe('verified');
  expect(await verify(client, acme.number, unlike(code))).toBe('not_verified');
  expect(await verify(client, nobody.number, '12345')).toBe('no_live_pin');
  await client.close();

  const supervisor = new Supervisor(page);
  await supervisor.signIn();
  await supervisor.expectFigures({ verified: 1, refused: 1, noLivePin: 1, locked: 0 });
  const drawing = supervisor.today.getByRole('img');
  await expect(drawing).toHaveAccessibleName(/^3 tries today, most of them at .*: 1 verified, 1 refused and 1 without a live PIN\.$/);
  await supervisor.today.getByText('The hours as a table').click();
  const hour = supervisor.today.getByRole('table', { name: 'Hours without tries' }).getByRole('row').last();
  await expect(hour.getByRole('cell')).toHaveText(['1', '1', '1']);
  const ada = supervisor.today.getByRole('table', { name: 'By agent' }).getByRole('row', { name: 'Ada Reyes' });
  await expect(ada.getByRole('cell')).toHaveText(['3', '1', '1', '1', '0']);
});

test('a reported verification is flagged with all that helps to look into it', async ({ page, server }) => {
  const code = await generatePin(server.origin, holder, acme);
  const client = await Client.signedIn(server.origin, agent);
  expect(await verify(client, acme.number, code, { channel: 'chat' })).toBe('verified');
  await client.close();
  const customer = await Client.signedIn(server.origin, holder);
  expect((await customer.call('/api/report_verification', { account: acme.number })).status()).toBe(200);
  await customer.close();

  const supervisor = new Supervisor(page);
  await supervisor.signIn();
  const flagged = supervisor.flagged.getByRole('listitem');
  await expect(flagged).toHaveCount(1);
  await expect(flagged).toContainText(`${acme.name}, account ${acme.number}`);
  await expect(flagged).toContainText(/Receipt [0-9A-Z]{4} [0-9A-Z]{4}/);
  await expect(flagged).toContainText(/by Ada Reyes, in chat, with the Master PIN\./);
  await expect(flagged).toContainText(/Reported \d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d\./);
});

test.describe('where two accounts are too many for one agent', () => {
  test.use({ settings: { PINS_LIMIT_AGENT_ACCOUNTS: '2' } });

  test('a supervisor lifts the suspension with a reason, and the agent verifies again', async ({ anotherBrowser, page, server }) => {
    const client = await Client.signedIn(server.origin, agent);
    const codes = await pinsOfBoth(server);
    const [code] = codes;
    await guessOnBoth(client, codes);
    await client.close();
    const desk = new Desk(await anotherBrowser());
    await desk.signIn(agent);
    await desk.verify(acme.number, code, 'Suspended');

    const supervisor = new Supervisor(page);
    await supervisor.signIn();
    await expect(supervisor.suspended.getByRole('listitem')).toContainText(/Ada Reyes\s*Suspended since \d/);
    await test.step('not without a reason', async () => {
      await supervisor.liftSuspension('Ada Reyes', '   ');
      const form = supervisor.suspensionOf('Ada Reyes');
      await expect(form.getByRole('alert')).toHaveText('Say why in a line of at most 200 letters. Nothing was lifted.');
      await expect(form.getByLabel('Reason')).toBeFocused();
      await expect(form.getByLabel('Reason')).toHaveAccessibleDescription(/^Say why/);
      await expect(form.getByLabel('Reason')).toHaveAttribute('aria-invalid', 'true');
    });
    await supervisor.liftSuspension('Ada Reyes', 'Two customers <misspoke>.');
    await expect(supervisor.suspended.getByRole('status')).toHaveText('The suspension is lifted. They can verify again.');
    await expect(supervisor.suspended).toContainText('Nobody is suspended.');
    const events = supervisor.happened.getByRole('listitem');
    await expect(events).toHaveCount(2);
    await expect(events.first()).toContainText('Lena Marsh lifted the suspension of Ada Reyes. Reason: “Two customers <misspoke>.”');
    await expect(events.last()).toContainText('Ada Reyes was suspended after too many wrong PINs.');
    await desk.verify(acme.number, code, 'Account verified');
  });

  test('nobody lifts their own, and what others lifted meanwhile is told', async ({ page, server }) => {
    const [client, colleague] = [await Client.signedIn(server.origin, lead), await Client.signedIn(server.origin, agent)];
    const codes = await pinsOfBoth(server);
    await guessOnBoth(client, codes);
    const supervisor = new Supervisor(page);
    await supervisor.signIn();
    await expect(supervisor.suspended.getByRole('listitem')).toContainText('Nobody lifts their own suspension');
    await expect(supervisor.suspended.getByRole('button')).toHaveCount(0);

    await guessOnBoth(colleague, codes);
    await supervisor.open();
    const ada = supervisor.suspended.getByRole('listitem').filter({ hasText: 'Ada Reyes' });
    await expect(ada).toContainText('While you are suspended yourself');
    await expect(supervisor.suspended.getByRole('button')).toHaveCount(0);

    await server.run('desk', 'lift', lead.email);
    await supervisor.open();
    await supervisor.suspensionOf('Ada Reyes').getByLabel('Reason').fill('She phoned me.');
    await server.run('desk', 'lift', agent.email, '--reason', 'She phoned the operator.');
    await supervisor.suspensionOf('Ada Reyes').getByRole('button', { name: 'Lift suspension' }).click();
    await expect(supervisor.suspended.getByRole('alert')).toContainText('This agent isn’t suspended any more.');
    await client.close();
    await colleague.close();
  });
});

test.describe('where two wrong PINs lock an account for the day', () => {
  test.use({ settings: { PINS_LIMIT_WRONG_IN_A_ROW: '2', PINS_LIMIT_WRONG_A_DAY: '2' } });

  test('a supervisor lifts the lock, and a new One-Time PIN verifies', async ({ page, server }) => {
    const code = await generatePin(server.origin, holder, acme);
    const client = await Client.signedIn(server.origin, agent);
    for (let count = 0; count < 2; count += 1) await verify(client, acme.number, unlike(code), { ticket: 'T-7' });
    expect(await verify(client, acme.number, code)).toBe('locked');

    const supervisor = new Supervisor(page);
    await supervisor.signIn();
    await supervisor.expectFigures({ verified: 0, refused: 2, noLivePin: 0, locked: 1 });
    await test.step('what does not fit is said beside its field, and what was typed stays', async () => {
      await supervisor.liftDailyLock(acme.number, '');
      await expect(supervisor.lock.getByRole('alert')).toHaveText(/^Say why in a line/);
      await expect(supervisor.lock.getByLabel('Reason')).toBeFocused();
      await expect(supervisor.lock.getByLabel('Account number')).toHaveValue(acme.number);
      for (const [account, sentence] of [
        [nobody.number, 'There is no account of that number.'],
        ['acme', 'There is no account of that number.'],
        [birch.number, 'This account isn’t locked for the day'],
      ] as const) {
        await supervisor.liftDailyLock(account, 'Called "back".');
        await expect(supervisor.lock.getByRole('alert')).toContainText(sentence);
        await expect(supervisor.lock.getByLabel('Account number')).toBeFocused();
        await expect(supervisor.lock.getByLabel('Account number')).toHaveValue(account);
        await expect(supervisor.lock.getByLabel('Reason')).toHaveValue('Called "back".');
      }
    });
    await supervisor.liftDailyLock(acme.number, 'Called back the number on file.');
    await expect(supervisor.lock.getByRole('status')).toContainText('The lock is lifted for a few tries.');
    const once = await generatePin(server.origin, holder, acme, 'One-Time PIN');
    expect(await verify(client, acme.number, once)).toBe('verified');
    await supervisor.liftDailyLock(acme.number, 'Once more.');
    await expect(supervisor.lock.getByRole('alert')).toBeVisible();
    await client.close();

    const history = new DeskHistory(page);
    await history.find({ result: 'Locked the account' });
    await expect(history.tries).toHaveCount(1);
    await expect(history.tries).toContainText('locked the account');
  });
});

test('tries are found by account, agent, result and ticket, and saved as a file', async ({ page, server }) => {
  const code = await generatePin(server.origin, holder, acme);
  const [ada, lena] = [await Client.signedIn(server.origin, agent), await Client.signedIn(server.origin, lead)];
  await verify(ada, acme.number, code, { contact: '=Dana, "D"', ticket: 'T-1' });
  await verify(lena, acme.number, unlike(code), { ticket: '=1+1', channel: 'chat' });
  await verify(lena, nobody.number, '12345', { ticket: 't-1' });

  const history = new DeskHistory(page);
  await new Supervisor(page).signIn();
  await history.open();
  await expect(history.tries).toHaveCount(3);
  await expect(history.tries.first()).toContainText(/99999\s*no such account/);
  await expect(history.tries.nth(1)).toContainText(/Not verified\s*Lena Marsh\s*Chat\s*=1\+1/);
  await expect(history.tries.last()).toContainText(/10001\s*Verified\s*Ada Reyes\s*Phone\s*=Dana, "D"\s*T-1/);
  for (const [look, count] of [
    [{ account: ` ${acme.number} ` }, 2],
    [{ account: nobody.number }, 1],
    [{ account: birch.number }, 0],
    [{ agent: 'Ada Reyes' }, 1],
    [{ result: 'No live PIN' }, 1],
    [{ ticket: 'T-1' }, 2],
    [{ ticket: 'T-1', agent: 'Lena Marsh', result: 'No live PIN', account: nobody.number }, 1],
  ] as const) {
    await history.find(look);
    await expect(history.tries, JSON.stringify(look)).toHaveCount(count);
    if ('ticket' in look) await expect(history.search.getByLabel('Ticket')).toHaveValue(look.ticket);
  }
  await page.getByRole('link', { name: 'Show all' }).click();
  await expect(history.tries).toHaveCount(3);

  await test.step('what is no account number is said beside its field', async () => {
    await history.find({ account: 'acme' });
    await expect(page.getByRole('alert')).toHaveText('An account number has up to 12 digits, the first of them no 0.');
    await expect(history.account).toHaveValue('acme');
    await expect(history.account).toBeFocused();
    await expect(history.tries).toHaveCount(0);
    expect((await lena.get('/desk/history.csv?account=acme')).status()).toBe(404);
  });
  await test.step('a browser saves the file under a name of its own', async () => {
    await history.find({ ticket: 'T-1' });
    const saving = page.waitForEvent('download');
    await history.download.click();
    expect((await saving).suggestedFilename()).toBe('security-pins-desk-history.csv');
  });
  const answer = await lena.get('/desk/history.csv');
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  const lines = (await answer.text()).split('\r\n');
  const time = String.raw`20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
  expect(lines).toEqual([
    HEAD,
    expect.stringMatching(new RegExp(`^${time},99999,false,Lena Marsh,phone,,t-1,no_live_pin,false$`)),
    expect.stringMatching(new RegExp(`^${time},10001,true,Lena Marsh,chat,,'=1\\+1,not_verified,false$`)),
    expect.stringMatching(new RegExp(`^${time},10001,true,Ada Reyes,phone,"'=Dana, ""D""",T-1,verified,false$`)),
    '',
  ]);
  const found = await lena.get('/desk/history.csv?account=10001&result=verified');
  expect((await found.text()).split('\r\n')).toEqual([HEAD, lines[3], '']);
  await ada.close();
  await lena.close();
});

test('many tries are read page by page, and a place that is none counts as not said', async ({ page, server }) => {
  const client = await Client.signedIn(server.origin, agent);
  for (let count = 0; count < 30; count += 1) await verify(client, nobody.number, '12345', { ticket: `T & ${count % 2}` });
  await client.close();
  const history = new DeskHistory(page);
  await new Supervisor(page).signIn();
  await history.open();
  await expect(history.tries).toHaveCount(25);
  await history.older.click();
  await expect(history.tries).toHaveCount(5);
  await expect(history.older).toHaveCount(0);
  await history.newest.click();
  await expect(history.tries).toHaveCount(25);
  await history.find({ ticket: 'T & 1' });
  await expect(history.tries).toHaveCount(15);
  for (const place of ['x', '1-2', '-1--1--1', '99999999999999999999-1-1', '1-1-1-1']) {
    await history.open(`?before=${place}`);
    await expect(history.tries, place).toHaveCount(25);
  }
  for (const place of ['0-0-0', '9223372036854775807-999999999999-9223372036854775807']) await history.open(`?before=${place}`);
  await history.open('?before=1-10001-1');
  await expect(page.getByText('There is nothing older.')).toBeVisible();
});

test('a supervisor needs no mouse', async ({ page }) => {
  const supervisor = new Supervisor(page);
  await supervisor.signIn();
  const { keyboard } = page;
  await tabTo(page, supervisor.lock.getByLabel('Account number'));
  await keyboard.type(acme.number);
  await keyboard.press('Tab');
  await keyboard.type('Called back.');
  await keyboard.press('Enter');
  await expect(supervisor.lock.getByRole('alert')).toContainText('isn’t locked for the day');
  await tabTo(page, page.getByRole('link', { name: 'History', exact: true }));
  await keyboard.press('Enter');
  const history = new DeskHistory(page);
  await expect(history.heading).toHaveText('Desk history');
  await tabTo(page, history.search.getByLabel('Ticket'));
  await keyboard.type('T-1');
  await keyboard.press('Enter');
  await expect(page.getByText('No try is like this.')).toBeVisible();
});

test.describe('in any light, large and small', { tag: '@wasm' }, () => {
  test.use({ settings: { PINS_LIMIT_AGENT_ACCOUNTS: '2' } });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the pages are readable, ${colorScheme}`, async ({ page, server }) => {
      await page.emulateMedia({ colorScheme });
      const client = await Client.signedIn(server.origin, agent);
      await guessOnBoth(client, await pinsOfBoth(server));
      await client.close();
      await new Supervisor(page).signIn();
      for (const path of ['/desk/supervisor', '/desk/history', '/desk/history?account=x']) {
        await page.setViewportSize({ width: 1280, height: 720 });
        await page.goto(path);
        await expectNoViolation(page, path);
        await page.setViewportSize({ width: 320, height: 640 });
        await expectNoSidewaysScroll(page, `${path}, 320 pixels`);
        await doubleLetters(page);
        await expectNoSidewaysScroll(page, `${path}, 320 pixels, large letters`);
      }
    });
  }
});
