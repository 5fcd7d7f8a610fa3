// What nobody's browser sends by itself: each gets a clear sentence and the right status, and changes nothing.
import { type APIResponse, expect } from '@playwright/test';
import { Client, type Fields } from '../support/client';
import { test as base } from '../support/fixtures';
import { statusOfHugePost } from '../support/huge-post';
import { acme, birch, holder, holderOfBirch, nobody, sam } from '../support/people';

const GENERATE = '/api/generate_pin';
const MUTATIONS = [GENERATE, '/api/clear_pin', '/api/sign_in', '/api/sign_out'];

/** A holder with a live Master PIN that must be the same after the story. */
const test = base.extend<{ client: Client; fields: Fields }>({
  client: async ({ browser, server }, use) => {
    const client = await Client.signedIn(server.origin, holder);
    const { action, fields } = (await client.readHome(browser)).form('Master PIN', 'generate');
    expect((await client.post(action, fields)).status()).toBe(303);
    const before = (await client.readHome(browser)).code('Master PIN');
    expect(before).toMatch(/^\d{5}$/);

    await use(client);

    const after = await client.readHome(browser);
    expect(after.code('Master PIN'), 'nothing changed').toBe(before);
    expect(after.code('One-Time PIN'), 'nothing changed').toBe('No PIN set');
    await client.close();
  },

  /** What would generate a new Master PIN, if the request were a good one. */
  fields: async ({ browser, client }, use) => {
    await use((await client.readHome(browser)).form('Master PIN', 'generate').fields);
  },
});

/** A refusal for programs: the status, a code and a sentence that gives nothing internal away. */
async function expectRefusal(answer: APIResponse, ...statuses: number[]): Promise<void> {
  const text = await answer.text();
  expect(statuses, text).toContain(answer.status());
  const { error, message } = JSON.parse(text) as { error: unknown; message: unknown };
  expect(error).toMatch(/^[a-z][a-z_]*$/);
  expect(message).toMatch(/^[A-Z].*\.$/);
  expect(text).not.toMatch(/panick|sqlx|serde|deserializ|missing field|ServerFn|\.rs\b/i);
}

test('a GET changes nothing', async ({ client, fields }) => {
  const query = new URLSearchParams(fields).toString();
  for (const path of MUTATIONS) {
    expect([404, 405], path).toContain((await client.get(`${path}?${query}`)).status());
  }
});

test('a form from another site is refused', async ({ client, fields }) => {
  const body = new URLSearchParams(fields).toString();
  const foreign: Fields[] = [
    { origin: 'https://elsewhere.example' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site' },
    {},
  ];
  for (const path of MUTATIONS) {
    for (const headers of foreign) {
      const answer = await client.send(path, body, { accept: 'application/json', ...headers });
      expect(answer.status(), `${path} ${JSON.stringify(headers)}`).toBe(403);
    }
  }
});

test('a form from this site is known by either header', async ({ client }) => {
  const wrong = new URLSearchParams({ account: acme.number, kind: 'none_such', shown: 'none' }).toString();
  for (const headers of [{ origin: client.origin }, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }]) {
    const answer = await client.send(GENERATE, wrong, { accept: 'application/json', ...headers });
    expect(answer.status(), JSON.stringify(headers)).toBe(422);
  }
});

test('a kind that does not exist is refused', async ({ client, fields }) => {
  await expectRefusal(await client.call(GENERATE, { ...fields, kind: 'two_time' }), 422);
  await expectRefusal(await client.call('/api/clear_pin', { ...fields, kind: '' }), 422);
});

test('fields that are missing or do not fit are refused', async ({ client, fields }) => {
  await expectRefusal(await client.call(GENERATE, {}), 422);
  for (const name of ['account', 'kind', 'shown']) {
    const { [name]: _, ...rest } = fields;
    await expectRefusal(await client.call(GENERATE, rest), 422);
    // What is no account number is the number of no account.
    const garbage = await client.call(GENERATE, { ...fields, [name]: '\u0000<b>'.repeat(50) });
    await expectRefusal(garbage, name === 'account' ? 404 : 422);
  }
});

test('an account of somebody else is not found, like one that does not exist', async ({ client, fields, server }) => {
  const foreign = await client.call(GENERATE, { ...fields, account: birch.number, shown: 'none' });
  const missing = await client.call(GENERATE, { ...fields, account: nobody.number, shown: 'none' });
  await expectRefusal(foreign, 404);
  await expectRefusal(missing, 404);
  expect(await foreign.text()).toBe(await missing.text());

  const other = await Client.signedIn(server.origin, holderOfBirch);
  await expectRefusal(await other.call(GENERATE, fields), 404);
  await expectRefusal(await other.call('/api/clear_pin', fields), 404);
  await other.close();
});

test('a page that fell behind is refused', async ({ client, fields }) => {
  await expectRefusal(await client.call(GENERATE, { ...fields, shown: 'none' }), 409);
  await expectRefusal(await client.call('/api/clear_pin', { ...fields, shown: 'none' }), 409);
});

test('a plain form that is refused is sent back to a page that says so', async ({ client, fields }) => {
  const answer = await client.post(GENERATE, { ...fields, shown: 'none' }, { referer: `${client.origin}/accounts/10001` });
  expect(answer.status()).toBe(303);
  const back = new URL(answer.headers()['location'] ?? '', client.origin);
  expect(back.origin).toBe(client.origin);
  const page = await client.get(`${back.pathname}${back.search}`);
  expect(page.status()).toBe(200);
  expect(await page.text()).toContain('role="alert"');
});

test('without a session nothing is done', async ({ fields, server }) => {
  const stranger = await Client.open(server.origin);
  await expectRefusal(await stranger.call(GENERATE, fields), 401);
  await expectRefusal(await stranger.call('/api/clear_pin', fields), 401);
  const answer = await stranger.post(GENERATE, fields);
  expect(answer.status()).toBe(303);
  expect(answer.headers()['location']).toMatch(/\/login/);
  await stranger.close();
});

test('a cookie of garbage is no session', async ({ client, fields, server }) => {
  void client;
  const stranger = await Client.open(server.origin);
  for (const value of ['garbage', '', 'a'.repeat(3_000), '%00%ff', '"quoted"', '../../etc/passwd', '🔑']) {
    const cookie = `pins_session=${Buffer.from(value).toString('latin1')}`;
    for (const path of ['/', '/accounts/10001']) {
      const answer = await stranger.get(path, { cookie });
      expect([302, 303, 307], value).toContain(answer.status());
      expect(answer.headers()['location']).toMatch(/\/login/);
    }
    await expectRefusal(await stranger.call(GENERATE, fields, { cookie }), 401);
  }
  await stranger.close();
});

test('a body that is not a form is refused', async ({ client, fields }) => {
  const own = { accept: 'application/json', origin: client.origin };
  await expectRefusal(await client.send(GENERATE, JSON.stringify(fields), { ...own, 'content-type': 'application/json' }), 400, 415);
  await expectRefusal(await client.send(GENERATE, 'plain words', { ...own, 'content-type': 'text/plain' }), 400, 415);
  await expectRefusal(await client.send(GENERATE, '%%%&&&===\u0000', own), 400, 422);
  await expectRefusal(await client.send(GENERATE, '', own), 400, 422);
});

test('a body of ten megabytes is refused', async ({ client, fields }) => {
  const { value } = await client.cookie(/^pins_session$/);
  for (const path of [GENERATE, '/api/sign_in']) {
    const status = await statusOfHugePost(client.origin, path, new URLSearchParams(fields).toString(), {
      cookie: `pins_session=${value}`,
    });
    expect(status, path).toBe(413);
  }
});

test('signing in with a wrong password, an unknown address or empty fields is refused', async ({ client, server }) => {
  void client;
  const stranger = await Client.open(server.origin);
  const wrong = await stranger.call('/api/sign_in', { email: holder.email, password: 'not the password' });
  const unknown = await stranger.call('/api/sign_in', { email: 'nobody@acme.example', password: holder.password });
  await expectRefusal(wrong, 401);
  await expectRefusal(unknown, 401);
  expect(await unknown.text()).toBe(await wrong.text());
  expect(wrong.headers()['set-cookie'] ?? '').not.toMatch(/pins_session=\w/);

  await expectRefusal(await stranger.call('/api/sign_in', { email: '', password: '' }), 401, 422);
  await expectRefusal(await stranger.call('/api/sign_in', { email: 'x'.repeat(5_000), password: 'y'.repeat(5_000) }), 401, 422);
  await expectRefusal(await stranger.call('/api/sign_in', { email: holder.email }), 422);
  expect((await stranger.get('/')).headers()['location']).toMatch(/\/login/);
  await stranger.close();
});

test('where to go after signing in is never another site', async ({ client, server }) => {
  void client;
  const stranger = await Client.open(server.origin);
  for (const referer of ['https://elsewhere.example/login', `${server.origin}/login?next=//elsewhere.example`]) {
    const answer = await stranger.post('/api/sign_in', { ...sam, next: '//elsewhere.example' }, { referer });
    const location = answer.headers()['location'] ?? '/';
    expect(new URL(location, server.origin).origin).toBe(server.origin);
  }
  await stranger.close();
});

test('a link cannot put words on the page', async ({ client }) => {
  for (const query of ['__err=Call+0800+now', 'error=Call+0800+now', 'problem=Call+0800+now', 'pins=Call+0800+now']) {
    const html = await (await client.get(`/accounts/10001?${query}`)).text();
    expect(html).not.toContain('Call 0800 now');
  }
});
