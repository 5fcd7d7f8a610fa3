// What goes over the wire, whatever the browser makes of it: complete pages, strict headers, forms that suffice.
import { expect, test } from '../support/fixtures';
import { Client } from '../support/client';
import { acme, holder, KINDS } from '../support/people';

const HOME = `/accounts/${acme.number}`;

test('the first answer holds both rows and their codes, and its forms suffice for a program', async ({ browser, server }) => {
  const client = await Client.signedIn(server.origin, holder);
  const first = await client.readHome(browser);

  for (const kind of KINDS) {
    expect(first.code(kind)).toBe('No PIN set');
    const { action, method, fields } = first.form(kind, 'generate');
    expect(method).toBe('post');
    const answer = await client.post(action, fields);
    expect(answer.status()).toBe(303);
    expect(answer.headers()['location']).toMatch(/\/accounts\/10001/);
  }

  const second = await client.readHome(browser);
  for (const kind of KINDS) expect(second.code(kind)).toMatch(/^\d{5}$/);

  const clear = second.form('Master PIN', 'clear');
  expect(clear.method).toBe('post');
  expect((await client.post(clear.action, clear.fields)).status()).toBe(303);
  const third = await client.readHome(browser);
  expect(third.code('Master PIN')).toMatch(/^\D+$/);
  expect(third.code('One-Time PIN')).toBe(second.code('One-Time PIN'));
  await client.close();
});

test('a page is never stored, and its policy lets only its own scripts run', async ({ server }) => {
  const client = await Client.signedIn(server.origin, holder);
  const nonces = new Set<string>();
  for (const path of [HOME, HOME, '/login']) {
    const answer = path === '/login' ? await (await Client.open(server.origin)).get(path) : await client.get(path);
    expect(answer.status()).toBe(200);
    expect(answer.headers()['cache-control']).toContain('no-store');

    const policy = answer.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/default-src 'none'|object-src 'none'/);
    expect(policy).not.toContain("'unsafe-inline'");
    expect(policy).not.toContain("'unsafe-eval'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("base-uri 'none'");
    const nonce = /script-src[^;]*'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce.length).toBeGreaterThanOrEqual(20);
    nonces.add(nonce);

    const html = await answer.text();
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) {
      if (!/\bsrc=/.test(tag)) expect(tag).toContain(nonce);
    }
    expect(html).not.toMatch(/<[^>]+\s(?:style|on[a-z]+)=/i);
    expect(html).not.toMatch(/<style\b/i);
  }
  expect(nonces.size).toBe(3);
  await client.close();
});

test('every answer carries the guarding headers, refusals and files included', async ({ server }) => {
  const client = await Client.signedIn(server.origin, holder);
  const html = await (await client.get(HOME)).text();
  const answers = {
    home: await client.get(HOME),
    redirect: await client.get('/'),
    'not found': await client.get('/accounts/99999'),
    'no such path': await client.get('/no/such/path'),
    'no such file': await client.get('/pkg/none/none.js'),
    health: await client.get('/healthz'),
    readiness: await client.get('/readyz'),
    file: await client.get(assetsOf(html)[0] ?? ''),
    refusal: await client.post('/api/generate_pin', {}, { origin: 'https://elsewhere.example' }),
    'wrong method': await client.get('/api/generate_pin'),
  };
  for (const [what, answer] of Object.entries(answers)) {
    const headers = answer.headers();
    expect.soft(headers['x-content-type-options'], what).toBe('nosniff');
    expect.soft(headers['referrer-policy'], what).toBe('same-origin');
    expect.soft(headers['content-security-policy'], what).toContain("frame-ancestors 'none'");
    expect.soft(headers['cross-origin-opener-policy'], what).toBe('same-origin');
    expect.soft(headers['cross-origin-resource-policy'], what).toBe('same-origin');
    expect.soft(headers['server'], what).toBeUndefined();
  }
  await client.close();
});

test('files are named by their content, cached for good and sent compressed', async ({ server }) => {
  const client = await Client.signedIn(server.origin, holder);
  const paths = assetsOf(await (await client.get(HOME)).text());
  for (const ending of ['.js', '.wasm', '.css']) {
    expect(paths.filter((path) => path.endsWith(ending)).length, ending).toBeGreaterThan(0);
  }
  for (const path of paths.filter((found) => /\.(js|wasm|css)$/.test(found))) {
    for (const encoding of ['br', 'gzip', 'identity']) {
      const answer = await client.get(path, { 'accept-encoding': encoding });
      const headers = answer.headers();
      expect.soft(answer.status(), path).toBe(200);
      expect.soft(headers['cache-control'], path).toMatch(/immutable/);
      expect.soft(headers['content-encoding'] ?? 'identity', path).toBe(encoding);
      expect.soft(headers['vary'] ?? '', path).toMatch(/accept-encoding/i);
      if (path.endsWith('.wasm')) expect.soft(headers['content-type']).toBe('application/wasm');
    }
  }
  await client.close();
});

test('the session cookie is out of reach for scripts and other sites, and dies at sign-out', async ({ server }) => {
  const client = await Client.open(server.origin);
  const answer = await client.post('/api/sign_in', { ...holder });
  const cookie = answer.headers()['set-cookie'] ?? '';
  expect(cookie).toMatch(/^pins_session=/);
  expect(cookie).toMatch(/; ?HttpOnly/i);
  expect(cookie).toMatch(/; ?SameSite=(Lax|Strict)/i);
  expect(cookie).toMatch(/; ?Path=\//i);
  expect(cookie).not.toMatch(/Domain=/i);
  const { name, value } = await client.cookie(/^pins_session$/);

  const out = await client.post('/api/sign_out', {});
  expect(out.status()).toBe(303);
  expect(out.headers()['location']).toMatch(/\/login$/);
  expect(out.headers()['clear-site-data']).toBe('"cache", "storage"');
  expect(out.headers()['set-cookie']).toMatch(/^pins_session=;?.*(Max-Age=0|Expires=.*1970)/i);

  const stranger = await Client.open(server.origin);
  const again = await stranger.get(HOME, { cookie: `${name}=${value}` });
  expect(again.status()).toBeGreaterThanOrEqual(302);
  expect(again.headers()['location']).toMatch(/\/login/);
  await client.close();
  await stranger.close();
});

test('the server is alive and ready', async ({ server }) => {
  const client = await Client.open(server.origin);
  expect((await client.get('/healthz')).status()).toBe(200);
  expect((await client.get('/readyz')).status()).toBe(200);
  await client.close();
});

/** The files that a page names. */
function assetsOf(html: string): string[] {
  const found = [...html.matchAll(/["'](\/[^"'\s]+\.(?:js|wasm|css|svg))["']/g)].map(([, path]) => path ?? '');
  return [...new Set(found)];
}
