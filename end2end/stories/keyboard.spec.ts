// The whole walk without a mouse: reachable in reading order, always visible where one is, never thrown back to the top.
import { expect, test } from '../support/fixtures';
import { expectFocusInside, expectVisibleFocus, tabTo } from '../support/keyboard';
import { DIGITS } from '../support/home';
import { holder } from '../support/people';

test('a holder does everything with Tab, Enter and Space', async ({ home, mode, page }) => {
  const press = (key: string) => page.keyboard.press(key);

  await test.step('sign in', async () => {
    await page.goto('/login');
    await tabTo(page, page.getByLabel('Email', { exact: true }));
    await page.keyboard.type(holder.email);
    await press('Tab');
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
    await page.keyboard.type(holder.password);
    await press('Enter');
    await page.waitForURL(/\/accounts\//);
    await home.ready();
  });

  await test.step('expand the bar with Enter', async () => {
    await tabTo(page, home.bar);
    await expectVisibleFocus(home.bar);
    await press('Enter');
    await home.expectExpanded();
    await home.ready();
    if (mode === 'hydrated') await expect(home.bar).toBeFocused();
  });

  for (const [kind, key] of [['Master PIN', 'Enter'], ['One-Time PIN', 'Space']] as const) {
    await test.step(`generate a ${kind} with ${key}`, async () => {
      await tabTo(page, home.generateButton(kind));
      await expectVisibleFocus(home.generateButton(kind));
      await press(key);
      await expect(home.code(kind)).toHaveText(DIGITS);
      await home.ready();
      if (mode === 'hydrated') await expect(home.generateButton(kind)).toBeFocused();
    });
  }

  await test.step('generate again from where the focus stayed', async () => {
    const before = await home.liveCode('One-Time PIN');
    await tabTo(page, home.generateButton('One-Time PIN'));
    await press('Enter');
    await expect(home.code('One-Time PIN')).not.toHaveText(before);
    await home.liveCode('One-Time PIN');
  });

  await test.step('clear with Space, and stay in the row', async () => {
    await home.ready();
    await tabTo(page, home.clearButton('One-Time PIN'));
    await expectVisibleFocus(home.clearButton('One-Time PIN'));
    await press('Space');
    await home.expectNoLiveCode('One-Time PIN');
    await home.ready();
    if (mode === 'hydrated') await expectFocusInside(home.row('One-Time PIN'));
  });

  await test.step('sign out', async () => {
    await tabTo(page, home.signOutButton);
    await expectVisibleFocus(home.signOutButton);
    await press('Enter');
    await page.waitForURL(/\/login/);
  });
});

test('the first Tab offers to skip to the content', async ({ home, page }) => {
  await home.signIn(holder);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: /^Skip to/ });
  await expect(skip).toBeFocused();
  await expectVisibleFocus(skip);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);
  await page.keyboard.press('Tab');
  await expect(home.bar).toBeFocused();
});

test('Space and Enter open and close the bar', { tag: '@wasm' }, async ({ home, page }) => {
  // A loaded page starts its focus anew.
  await home.signIn(holder);
  await home.bar.focus();
  await page.keyboard.press('Space');
  await home.expectExpanded();
  await page.keyboard.press('Enter');
  await home.expectCollapsed();
  await expect(home.bar).toBeFocused();
});

test('nothing behind the collapsed bar can be reached', async ({ home, page }) => {
  await home.signIn(holder);
  await home.expectCollapsed();
  await home.bar.focus();
  await page.keyboard.press('Tab');
  const inside = await home.page.locator('[aria-label="Security Pins"] :focus').count();
  expect(inside).toBe(0);
});
