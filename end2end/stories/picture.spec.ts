// Takes the picture in the README, so that it always shows the product as it is. Only when asked: PINS_SCREENSHOT=1.
import { join } from 'node:path';
import { expect, test } from '../support/fixtures';
import { holder } from '../support/people';

test.use({ viewport: { width: 1100, height: 740 }, deviceScaleFactor: 1, colorScheme: 'light' });

test('the README shows the home page with both PINs live', async ({ home, page }) => {
  await home.signIn(holder);
  await home.expand();
  await home.generate('Master PIN');
  await home.generate('One-Time PIN');
  // Neither a focus ring nor a hovered button belongs in the picture.
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await expect(home.timer()).toBeVisible();
  await page.screenshot({ path: join(__dirname, '../../docs/home.png') });
});
