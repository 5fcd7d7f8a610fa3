// The timer tells the server's time, whatever the browser's clock and a sleeping tab do.
import { expect, test } from '../support/fixtures';
import { holder } from '../support/people';
import { span } from '../support/timer';
import { become } from '../support/visibility';

/** How much real time a story may take between generating and looking. */
const SLACK = span(0, 1);

/** Lets one shown timer be compared with a whole number of hours. */
function expectAbout(seconds: number, expected: number): void {
  expect(seconds).toBeLessThanOrEqual(expected);
  expect(seconds).toBeGreaterThan(expected - SLACK);
}

test('a new One-Time PIN has 24 hours, and says when they end', async ({ home }) => {
  await home.signIn(holder);
  await home.expand();
  await home.generate('One-Time PIN');

  await expect(home.timer()).toHaveCount(1);
  expectAbout(await home.secondsLeft(), span(24));

  const written = await home.timer().locator('time').getAttribute('datetime');
  expect(written).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  const left = (Date.parse(written ?? '') - Date.now()) / 1000;
  expectAbout(Math.floor(left), span(24));
});

test('the timer counts down second by second', async ({ home, page }) => {
  await page.clock.install();
  await home.signIn(holder);
  await home.expand();
  await home.generate('One-Time PIN');

  const before = await home.secondsLeft();
  await page.clock.fastForward(1_000);
  await expect.poll(() => home.secondsLeft()).toBeLessThan(before);
  expectAbout(await home.secondsLeft(), span(24));
});

test('after an hour the timer reads an hour less', async ({ home, page }) => {
  await page.clock.install();
  await home.signIn(holder);
  await home.expand();
  await home.generate('One-Time PIN');

  await page.clock.fastForward('01:00:00');
  await expect.poll(() => home.secondsLeft()).toBeLessThanOrEqual(span(23));
  expectAbout(await home.secondsLeft(), span(23));
});

test('a browser whose clock is two days fast shows the same 24 hours', async ({ home, page }) => {
  await page.clock.install({ time: Date.now() + span(48) * 1000 });
  await home.signIn(holder);
  await home.expand();
  await home.generate('One-Time PIN');
  expectAbout(await home.secondsLeft(), span(24));

  await home.reload();
  await page.clock.fastForward('00:00:02');
  expectAbout(await home.secondsLeft(), span(24));
  await home.liveCode('One-Time PIN');
});

test('a reload goes on with the same 24 hours', async ({ home }) => {
  await home.signIn(holder);
  await home.expand();
  await home.generate('One-Time PIN');
  const expiry = await home.timer().locator('time').getAttribute('datetime');
  await home.reload();
  await expect(home.timer().locator('time')).toHaveAttribute('datetime', expiry ?? '');
});

test.describe('asleep', () => {
  test.use({ movableClock: true });

  test('a tab that slept for twenty minutes is right as soon as it is looked at', async ({ home, page, server }) => {
    await page.clock.install();
    await home.signIn(holder);
    await home.expand();
    await home.generate('One-Time PIN');

    await become(page, 'hidden');
    const woken = (await page.evaluate(() => Date.now())) + span(0, 20) * 1000;
    server.clock?.moveTo({ minutes: 20 });
    await page.clock.setSystemTime(woken);
    await become(page, 'visible');
    await expect.poll(() => home.secondsLeft()).toBeLessThanOrEqual(span(23, 40));
    expectAbout(await home.secondsLeft(), span(23, 40));
  });
});
