// What the desk looks like to who has a small screen, large letters or a dark one, and what assistive technology is told.
import type { Page } from '@playwright/test';
import { Desk, unlike } from '../support/desk';
import { expect, test } from '../support/fixtures';
import { doubleLetters, expectNoSidewaysScroll, expectNoViolation } from '../support/looks';
import { acme, holder } from '../support/people';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the desk is readable on a ${colorScheme} screen, large and small`, async ({ anotherBrowser, home }) => {
    const desk = new Desk(await anotherBrowser());
    await desk.signIn();
    await home.signIn(holder);
    await home.expand();
    const code = await home.generate('Master PIN');
    const { page } = desk;
    await page.emulateMedia({ colorScheme });
    await desk.open();
    await look(page, `${colorScheme}, empty`);
    const number = await desk.verifyForReceipt(acme.number, code);
    await look(page, `${colorScheme}, verified`);
    await desk.openReceipt(number, acme.number);
    await look(page, `${colorScheme}, a receipt`);
    await desk.verify(acme.number, unlike(code), 'Not verified');
    await look(page, `${colorScheme}, not verified`);
    await desk.send(acme.number, '1');
    await look(page, `${colorScheme}, refused`);
  });
}

async function look(page: Page, where: string): Promise<void> {
  await expectNoViolation(page, where);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, where);
  await page.setViewportSize({ width: 640, height: 720 });
  if (where.startsWith('light')) {
    await doubleLetters(page);
    await expectNoSidewaysScroll(page, `${where}, letters twice as large`);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
}

test('who cannot see the page hears the result with its title and at the field that comes next', async ({ anotherBrowser, home }) => {
  const desk = new Desk(await anotherBrowser());
  await desk.signIn();
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');
  await desk.verify(acme.number, unlike(code), 'Not verified');
  await expect(desk.page).toHaveTitle(/^Not verified – Support desk/);
  await expect(desk.pin).toHaveAccessibleDescription(/^Not verified .*4 tries are left/);
  await desk.send(acme.number, '12');
  await expect(desk.page).toHaveTitle(/^Support desk/);
  await expect(desk.pin).toHaveAccessibleDescription(/^Enter all 5 digits of the PIN, and nothing else/);
  await expect(desk.pin).toHaveAttribute('aria-invalid', 'true');
});
