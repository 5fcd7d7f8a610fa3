// Readable on a small phone and in large letters.
import { expect, test } from '../support/fixtures';
import { doubleLetters, expectNoSidewaysScroll } from '../support/looks';
import { sam } from '../support/people';

for (const view of [
  { name: 'a phone 320 pixels wide', width: 320, height: 640, large: false },
  { name: 'letters of twice the size', width: 1024, height: 768, large: true },
  { name: 'letters of twice the size on a phone', width: 360, height: 740, large: true },
]) {
  test(`nothing needs scrolling sideways with ${view.name}`, async ({ home, page, troubles }, testInfo) => {
    troubles.allowStatus(404);
    await page.setViewportSize({ width: view.width, height: view.height });
    const look = async (where: string) => {
      if (view.large) await doubleLetters(page);
      await expectNoSidewaysScroll(page, where);
      // Kept beside the results, for eyes.
      await page.screenshot({ fullPage: true, path: testInfo.outputPath(`${where}.png`) });
    };

    await page.goto('/login');
    await look('sign-in');
    await page.goto('/help');
    await look('help');
    await home.signIn(sam);
    await look('home, collapsed');
    await home.expand();
    await look('home, no PIN');
    await home.generate('Master PIN');
    await home.generate('One-Time PIN');
    await look('home, both live');
    for (const button of [home.generateButton('One-Time PIN'), home.clearButton('One-Time PIN')]) {
      await button.scrollIntoViewIfNeeded();
      // Scrolling stops at whole pixels, and so up to one of them short.
      await expect(button).toBeInViewport({ ratio: 0.97 });
    }
    await page.goto('/accounts/99999');
    await look('not found');
  });
}

test('letters grow with the size that a person chose', async ({ home, page }) => {
  await home.signIn(sam);
  await home.expand();
  await home.generate('Master PIN');
  const size = () =>
    home.generateButton('Master PIN').evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  const before = await size();
  await doubleLetters(page);
  expect(await size()).toBeGreaterThanOrEqual(before * 1.9);
});

test('buttons are large enough for a finger', async ({ home, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await home.signIn(sam);
  await home.expand();
  await home.generate('Master PIN');
  for (const button of [home.bar, home.generateButton('Master PIN'), home.clearButton('Master PIN'), home.signOutButton]) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
  }
});

test.describe('eight digits', () => {
  test.use({ settings: { PINS_CODE_LENGTH: '8' } });

  test('the longest code stands on one line of a small phone', async ({ home, page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await home.signIn(sam);
    await home.expand();
    await home.generateButton('Master PIN').click();
    await expect(home.code('Master PIN')).toHaveText(/^\s*(?:\d\s*){8}$/);
    const tops = await home
      .code('Master PIN')
      .locator('span')
      .evaluateAll((groups) => groups.flatMap((group) => [...group.getClientRects()].map(({ top }) => Math.round(top))));
    expect(new Set(tops).size, 'one line').toBe(1);
    await expectNoSidewaysScroll(page, 'eight digits');
  });
});
