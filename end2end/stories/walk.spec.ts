// The main job, from sign-in to sign-out, in every browser the page promises to work in.
import { expect, test } from '../support/fixtures';
import { holder } from '../support/people';

test('a holder signs in, generates both PINs, replaces and clears them, and signs out', async ({ home, page }) => {
  await test.step('sign in and find no PIN behind a collapsed bar', async () => {
    await home.signIn(holder);
    await expect(page).toHaveURL(/\/accounts\/10001$/);
    await home.expectCollapsed();
  });

  await test.step('expand the bar', async () => {
    await home.toggle();
    await home.expectExpanded();
    await home.expectNoPin('Master PIN');
    await home.expectNoPin('One-Time PIN');
  });

  const first = await test.step('generate a Master PIN, which has no timer', async () => {
    const code = await home.generate('Master PIN');
    await home.expectExpanded();
    await expect(home.timer('Master PIN')).toHaveCount(0);
    await home.expectNoPin('One-Time PIN');
    return code;
  });

  const oneTime = await test.step('generate a One-Time PIN, which has one and another code', async () => {
    const code = await home.generate('One-Time PIN');
    await expect(home.timer()).toBeVisible();
    expect(code).not.toBe(first);
    await home.expectLiveCode('Master PIN', first);
    return code;
  });

  const second = await test.step('generating again changes that code and leaves the other', async () => {
    const code = await home.generate('Master PIN');
    expect(code).not.toBe(first);
    expect(code).not.toBe(oneTime);
    await home.expectLiveCode('One-Time PIN', oneTime);
    return code;
  });

  await test.step('what the page shows is what the server keeps', async () => {
    await home.reload();
    await home.expectLiveCode('Master PIN', second);
    await home.expectLiveCode('One-Time PIN', oneTime);
  });

  await test.step('clear each', async () => {
    await home.clear('One-Time PIN');
    await home.expectLiveCode('Master PIN', second);
    await home.clear('Master PIN');
    await home.reload();
    await home.expectNoLiveCode('Master PIN');
    await home.expectNoLiveCode('One-Time PIN');
  });

  await test.step('generate once more after clearing', async () => {
    await home.generate('One-Time PIN');
  });

  await test.step('sign out', async () => {
    await home.signOut();
    await page.goto('/');
    await expect(page).toHaveURL(/\/login/);
  });
});

test('with WebAssembly, Generate and Clear load no page', { tag: '@wasm' }, async ({ home, page }) => {
  // Without WebAssembly each action is a form that loads the page.
  await home.signIn(holder);
  await home.toggle();
  const loads: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads.push(request.url());
  });
  await page.evaluate(() => document.documentElement.setAttribute('data-before', 'true'));

  await home.generate('Master PIN');
  await home.generate('One-Time PIN');
  await home.generate('One-Time PIN');
  await home.clear('Master PIN');
  await home.clear('One-Time PIN');

  expect(loads).toEqual([]);
  await expect(page.locator('html')).toHaveAttribute('data-before', 'true');
});

test('each change is said once to people who do not see it', { tag: '@wasm' }, async ({ home }) => {
  // A loaded page is read from its top.
  await home.signIn(holder);
  await home.expand();
  await expect(home.announcement).toHaveCount(1);

  await home.generate('Master PIN');
  await expect(home.announcement).toHaveText(/Master PIN/);
  await home.generate('One-Time PIN');
  await expect(home.announcement).toHaveText(/One-Time PIN/);
  await home.clear('Master PIN');
  await expect(home.announcement).toHaveText(/Master PIN/);
});
