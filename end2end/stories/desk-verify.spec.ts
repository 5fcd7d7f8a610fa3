// Someone calls: the customer reads a PIN off their page in one browser, and the agent types it in another.
import { Client } from '../support/client';
import { agent, Desk, lead, unlike } from '../support/desk';
import { expect, test as base } from '../support/fixtures';
import { acme, birch, holder, nobody, sam } from '../support/people';

/** An agent at their desk, beside the customer's browser. */
const test = base.extend<{ desk: Desk }>({
  desk: async ({ anotherBrowser }, use) => {
    const desk = new Desk(await anotherBrowser());
    await desk.signIn();
    await use(desk);
  },
});

test('a right Master PIN verifies the account and goes on working', async ({ desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');
  await desk.contact.fill('Dana Field');
  await desk.ticket.fill('T-1001');
  const said = await desk.verify(acme.number, code, 'Account verified');
  for (const part of [acme.name, acme.number, 'Dana Field', 'T-1001', 'Phone', 'Master PIN', 'For changes, ask for a One-Time PIN']) {
    expect(said).toContain(part);
  }
  for (const purpose of ['password or a second factor', 'owner’s email or phone', 'transfer code', 'Cancelling', 'Deleting']) {
    expect(said, 'what no PIN is good for').toContain(purpose);
  }
  expect(said).toMatch(/\b[0-9A-Z]{4} [0-9A-Z]{4}\s+valid until \d+ \w+ \d{4}, \d\d:\d\d \w+/);

  await test.step('the next caller is one field away', async () => {
    await expect(desk.account).toBeFocused();
    await expect(desk.account).toHaveValue(acme.number);
    await expect(desk.contact).toHaveValue('');
    await expect(desk.ticket).toHaveValue('');
  });
  await test.step('it verifies again, and the customer still has it', async () => {
    await desk.verify(acme.number, code, 'Account verified');
    await home.reload();
    await home.expectLiveCode('Master PIN', code);
    await expect(home.page.getByRole('region', { name: 'Recent activity' })).toContainText(/verified/);
  });
});

test('a right One-Time PIN verifies once', async ({ desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('One-Time PIN');
  const said = await desk.verify(acme.number, code, 'Account verified');
  expect(said).toContain('One-Time PIN, now used up');
  expect(said).toContain('and changes to it');
  await home.reload();
  await expect(home.code('One-Time PIN')).toHaveText('Used');
  await desk.verify(acme.number, code, 'No live PIN');
});

test('a PIN is typed as it is heard, with spaces and hyphens', async ({ desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');
  const [a, b, c, d, e] = code;
  for (const heard of [`${a} ${b} ${c} ${d} ${e}`, `${a}${b}${c}-${d}${e}`, ` ${a}${b}${c} – ${d}${e} `, `${a}${b}\u00a0${c}\u2011${d}${e}`]) {
    await desk.verify(` ${acme.number} `, heard, 'Account verified');
  }
});

test('five wrong PINs lock the account until its people generate one', async ({ desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');
  await desk.channel.getByRole('radio', { name: 'Chat', exact: true }).check();
  await desk.contact.fill('Dana Field');
  for (const left of ['4 tries are left', '3 tries are left', '2 tries are left', '1 try is left', 'no tries are left']) {
    const said = await desk.verify(acme.number, unlike(code), 'Not verified');
    expect(said).toContain(left);
    expect(said, 'the desk learns nothing before success').not.toContain(acme.name);
    await expect(desk.pin).toBeFocused();
    expect(await desk.page.content(), 'nobody at the desk sees a PIN').not.toContain(code);
  }
  await expect(desk.account).toHaveValue(acme.number);
  await expect(desk.contact).toHaveValue('Dana Field');
  await expect(desk.channel.getByRole('radio', { name: 'Chat', exact: true })).toBeChecked();

  const locked = await desk.verify(acme.number, code, 'Locked');
  expect(locked).toContain('until someone with access to the account generates a PIN');
  expect(locked).not.toContain(acme.name);

  await home.reload();
  const fresh = await home.generate('Master PIN');
  await desk.verify(acme.number, fresh, 'Account verified');
});

test('an account without a PIN and one that does not exist are told in the same words', async ({ desk }) => {
  const none = await desk.verify(birch.number, '12345', 'No live PIN');
  const unknown = await desk.verify(nobody.number, '12345', 'No live PIN');
  expect(unknown.replace(nobody.number, birch.number)).toBe(none);
  expect(none).not.toContain(birch.name);
});

test('what is no account number or no PIN is refused before it counts', async ({ desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');
  for (const noPin of ['1234', '123456', '123456789', '12a45', '04.217', '１２３４５']) {
    await desk.send(acme.number, noPin);
    await desk.expectRefused(/^Enter all 5 digits of the PIN, and nothing else/);
    await expect(desk.pin).toBeFocused();
    await expect(desk.account).toHaveValue(acme.number);
  }
  for (const noAccount of ['0', '010001', 'acme', '1234567890123']) {
    await desk.send(noAccount, code);
    await desk.expectRefused(/^Enter an account number/);
    await expect(desk.account).toBeFocused();
    await expect(desk.account).toHaveValue(noAccount);
  }
  const said = await desk.verify(acme.number, unlike(code), 'Not verified');
  expect(said, 'this is the first that counts').toContain('4 tries are left');
});

test('an agent needs no mouse', async ({ desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');
  const { keyboard } = desk.page;
  await keyboard.type(acme.number);
  await keyboard.press('Tab');
  await expect(desk.pin).toBeFocused();
  await keyboard.type(unlike(code));
  await keyboard.press('Enter');
  await desk.expectResult('Not verified');
  await test.step('the same caller tries again', async () => {
    await expect(desk.pin).toBeFocused();
    await keyboard.type(code);
    await keyboard.press('Enter');
    await desk.expectResult('Account verified');
  });
});

test('the next account number is typed over the last one', { tag: '@wasm' }, async ({ desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  await desk.verify(acme.number, await home.generate('Master PIN'), 'Account verified');
  await expect(desk.account).toBeFocused();
  await desk.page.keyboard.type(birch.number);
  await expect(desk.account).toHaveValue(birch.number);
});

test('the next caller is one key away, whatever came of this one', async ({ desk, mode }) => {
  await desk.contact.fill('Dana Field');
  await desk.verify(acme.number, '12345', 'No live PIN');
  const next = desk.page.getByRole('link', { name: /^Next caller/ });
  if (mode === 'plain') await next.click();
  else await desk.page.keyboard.press('Escape');
  await expect(desk.result).toHaveCount(0);
  await expect(desk.account).toBeFocused();
  for (const field of [desk.account, desk.pin, desk.contact]) await expect(field).toHaveValue('');
  await expect(next).toHaveCount(0);
});

test('loading the page again sends nothing again', { tag: '@wasm' }, async ({ desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');
  await desk.verify(acme.number, unlike(code), 'Not verified');
  await expect(desk.page).toHaveURL(/\/desk$/);
  await desk.page.reload();
  await expect(desk.result).toHaveCount(0);
  expect(await desk.verify(acme.number, unlike(code), 'Not verified')).toContain('3 tries are left');
});

test('Enter pressed twice is one try', { tag: '@wasm' }, async ({ desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('One-Time PIN');
  await desk.account.fill(acme.number);
  await desk.pin.fill(code);
  await desk.page.evaluate(() => {
    const form = document.querySelector('form[action="/api/verify"]') as HTMLFormElement;
    form.requestSubmit();
    form.requestSubmit();
  });
  await desk.expectResult('Account verified');
});

test.describe('where two accounts are too many for one agent', () => {
  test.use({ settings: { PINS_LIMIT_AGENT_ACCOUNTS: '2' } });

  test('an agent with wrong PINs on them is suspended, and the accounts are none the worse', async ({ anotherBrowser, desk, home }) => {
    await home.signIn(sam);
    await home.expand();
    const code = await home.generate('Master PIN');
    await home.open(birch);
    await home.expand();
    const codeOfBirch = await home.generate('Master PIN');
    await desk.verify(acme.number, unlike(code), 'Not verified');
    await desk.verify(birch.number, unlike(codeOfBirch), 'Not verified');
    const said = await desk.verify(birch.number, codeOfBirch, 'Suspended');
    expect(said).toContain('until a supervisor or the operator lifts that');
    await expect(desk.alert).toHaveCount(0);

    const another = new Desk(await anotherBrowser());
    await another.signIn(lead);
    expect(await another.verify(birch.number, unlike(codeOfBirch), 'Not verified')).toContain('3 tries are left');
    await another.verify(acme.number, code, 'Account verified');
  });
});

test('a form that is sent twice is one try', async ({ home, server }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('One-Time PIN');
  const client = await Client.signedIn(server.origin, agent);
  const page = await (await client.get('/desk')).text();
  const form_key = /name="form_key" value="(\w+)"/.exec(page)?.[1] ?? '';
  expect(form_key).toMatch(/^[0-9a-f]{64}$/);
  const fields = { account: acme.number, pin: code, channel: 'phone', form_key };
  const [first, second] = [await client.call('/api/verify', fields), await client.call('/api/verify', fields)];
  expect(await first.json()).toMatchObject({ outcome: { result: 'verified' }, name: acme.name });
  expect(await second.json()).toEqual(await first.json());

  const other = await client.call('/api/verify', { ...fields, pin: unlike(code) });
  expect(other.status(), 'the same form with something else in it').toBe(422);
  const fresh = await client.call('/api/verify', { ...fields, form_key: '' });
  expect(await fresh.json()).toMatchObject({ outcome: { result: 'no_live_pin' } });
  await client.close();
});

test('from an empty page to the verdict it is an account number, a PIN and Enter, and no time', async ({ desk, home, server }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');
  await desk.open();
  const { keyboard } = desk.page;
  await keyboard.type(acme.number);
  await keyboard.press('Tab');
  await keyboard.type(code);
  await keyboard.press('Enter');
  await desk.expectResult('Account verified');
  const took = server.answers('/api/verify').map(({ ms }) => ms);
  expect(took, 'one request').toHaveLength(1);
  // What it takes on a quiet machine stands in docs/performance.md; this holds on a busy one too.
  expect(Math.max(...took)).toBeLessThan(100);
});

test('to a customer there is no desk', async ({ server }) => {
  const client = await Client.signedIn(server.origin, holder);
  expect((await client.get('/desk')).status()).toBe(404);
  const fields = { account: acme.number, pin: '12345', channel: 'phone' };
  expect((await client.call('/api/verify', fields)).status()).toBe(404);
  expect((await client.call('/api/verify', {})).status()).toBe(404);
  expect((await client.post('/api/verify', fields)).status()).toBe(404);
  await client.close();
  const stranger = await Client.open(server.origin);
  expect((await stranger.get('/desk')).headers()['location']).toMatch(/\/login$/);
  expect((await stranger.call('/api/verify', fields)).status()).toBe(401);
  await stranger.close();
});

test('a program hears what went wrong, and a GET verifies nothing', async ({ server }) => {
  const client = await Client.signedIn(server.origin, lead);
  const fields = { account: acme.number, pin: '12345', channel: 'phone' };
  const bad: Record<string, string>[] = [
    {},
    { ...fields, pin: '1234' },
    { ...fields, account: '0' },
    { ...fields, channel: '' },
    { ...fields, channel: 'fax' },
    { ...fields, contact: 'x'.repeat(101) },
    { ...fields, ticket: 'a\u202Eb' },
  ];
  for (const form of bad) expect((await client.call('/api/verify', form)).status(), JSON.stringify(form)).toBe(422);
  const query = new URLSearchParams(fields).toString();
  expect([404, 405]).toContain((await client.get(`/api/verify?${query}`)).status());
  const answer = await client.call('/api/verify', fields);
  expect(await answer.json()).toMatchObject({ outcome: { result: 'no_live_pin' }, name: null });
  await client.close();
});
