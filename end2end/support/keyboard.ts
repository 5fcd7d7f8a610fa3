// Moving through a page as a person without a mouse does.
import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page here has, so that a target out of reach ends the walk. */
const MOST_STOPS = 40;

/** Presses Tab until the target has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} could not be reached by ${MOST_STOPS} presses of Tab`);
}

/** The focused element is on the screen and drawn unlike its unfocused self. */
export async function expectVisibleFocus(target: Locator): Promise<void> {
  await expect(target).toBeFocused();
  await expect(target).toBeInViewport();
  const marked = await target.evaluate((element) => {
    // The ring may be drawn around more than the element itself, by something it generates.
    const ringed = [null, '::before', '::after'].some((part) => {
      const style = getComputedStyle(element, part);
      const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
      return outlined || style.boxShadow !== 'none';
    });
    return ringed && element.matches(':focus-visible');
  });
  expect(marked, 'a focused element shows that it is').toBe(true);
}

export async function expectFocusInside(place: Locator): Promise<void> {
  await expect(place.locator(':focus'), 'the focus stays near what was pressed').toHaveCount(1);
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}
