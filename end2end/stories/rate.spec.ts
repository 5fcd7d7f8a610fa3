// An account generates at most thirty PINs within an hour; the thirty-first click costs nobody their PIN.
import { Client } from '../support/client';
import { expect, test } from '../support/fixtures';
import { acme, holder } from '../support/people';

const AN_HOUR_LONG = 30;

test('the thirty-first PIN within an hour is refused, says why, and leaves the live one', async ({
  home,
  server,
  troubles,
}) => {
  troubles.allowStatus(429);
  const client = await Client.signedIn(server.origin, holder);
  const generate = (shown: string) =>
    client.call('/api/generate_pin', { account: acme.number, kind: 'master', shown });
  let shown = 'none';
  for (let count = 0; count < AN_HOUR_LONG; count += 1) {
    const answer = await generate(shown);
    expect(answer.status()).toBe(200);
    const view: { rows: { kind: string; shown: string }[] } = await answer.json();
    shown = view.rows.find((row) => row.kind === 'master')?.shown ?? 'none';
  }
  const refused = await generate(shown);
  expect(refused.status()).toBe(429);
  const wait = Number(refused.headers()['retry-after']);
  expect(wait).toBeGreaterThan(3_000);
  expect(wait).toBeLessThanOrEqual(3_600);

  await home.signIn(holder);
  const live = await home.liveCode('Master PIN');
  await home.generateButton('Master PIN').click();
  await expect(home.alert).toContainText('within an hour');
  await home.expectLiveCode('Master PIN', live);
});
