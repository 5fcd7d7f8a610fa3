// A One-Time PIN lives for 24 hours by the server's clock, which these stories move.
import { expect, test } from '../support/fixtures';
import { DIGITS } from '../support/home';
import { acme, holder } from '../support/people';
import { span } from '../support/timer';

test.use({ movableClock: true });

test('a One-Time PIN is shown until its 24 hours are over, and can then be generated anew', async ({
  context,
  home,
  server,
}) => {
  await home.signIn(holder);
  await home.expand();
  const master = await home.generate('Master PIN');
  const oneTime = await home.generate('One-Time PIN');

  await test.step('a minute before the end it is live', async () => {
    server.clock?.moveTo({ hours: 24, minutes: -1 });
    // A day is longer than any session, so the holder signs in again.
    await context.clearCookies();
    await home.signIn(holder);
    await home.expectExpanded();
    await home.expectLiveCode('One-Time PIN', oneTime);
    expect(await home.secondsLeft()).toBeLessThanOrEqual(60);
  });

  await test.step('at the end it is gone, and the Master PIN is not', async () => {
    server.clock?.moveTo({ hours: 24 });
    await home.reload();
    await home.expectNoLiveCode('One-Time PIN');
    await home.expectLiveCode('Master PIN', master);
  });

  await test.step('generating gives a new one with 24 hours', async () => {
    const next = await home.generate('One-Time PIN');
    expect(next).not.toBe(master);
    expect(await home.secondsLeft()).toBeGreaterThan(span(23, 58));
  });
});

test('a page that is open at the end stops showing the code', async ({ context, home, page, server }) => {
  await home.signIn(holder);
  await home.expand();
  await home.generate('One-Time PIN');

  server.clock?.moveTo({ hours: 24, minutes: -1 });
  await context.clearCookies();
  await page.clock.install();
  await home.signIn(holder);
  await expect(home.code('One-Time PIN')).toHaveText(DIGITS);

  server.clock?.moveTo({ hours: 24 });
  await page.clock.fastForward('00:01:00');
  await home.expectNoLiveCode('One-Time PIN');
});

test('a Master PIN is still there after a year', async ({ context, home, server }) => {
  await home.signIn(holder);
  await home.expand();
  const master = await home.generate('Master PIN');

  server.clock?.moveTo({ hours: 365 * 24 });
  await context.clearCookies();
  await home.signIn(holder);
  await home.expectLiveCode('Master PIN', master);
});

test('a session that is over asks to sign in and shows nothing', async ({ home, page, server }) => {
  await home.signIn(holder);
  await home.expand();
  const master = await home.generate('Master PIN');

  server.clock?.moveTo({ hours: 13 });
  await page.goto(`/accounts/${acme.number}`);
  await expect(page).toHaveURL(/\/login/);
  await expect(page.getByText(master)).toHaveCount(0);
});
