// What a page looks like to who has a small screen, large letters, or needs contrast and names.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Nothing sticks out to the side; what does is named. */
export async function expectNoSidewaysScroll(page: Page, where: string): Promise<void> {
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().right > clientWidth);
    return [`the page by ${scrollWidth - clientWidth}`, ...wide.map((part) => `${part.tagName} ${part.className}`)];
  });
  expect(beyond, where).toEqual([]);
}

/** Twice the letters, as a person sets them in the browser; by the object model, which the content policy allows. */
export function doubleLetters(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
}

export async function expectNoViolation(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
  expect(told, where).toEqual([]);
}
