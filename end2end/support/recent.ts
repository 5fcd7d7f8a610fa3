// What support did lately, below the PINs, and the one thing that can be done about it: by roles and names alone.
import { expect, type Locator, type Page } from '@playwright/test';

export class Recent {
  readonly region: Locator;
  readonly happenings: Locator;
  /** The button, wherever on the page it stands. */
  readonly notMe: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole('region', { name: 'Recent activity', exact: true });
    this.happenings = this.region.getByRole('listitem');
    this.notMe = page.getByRole('button', { name: 'That wasn’t me', exact: true });
  }

  /** The latest of what happened says this before so many milliseconds are over. */
  async expectLatestWithin(milliseconds: number, said: string | RegExp): Promise<void> {
    await expect(this.happenings.first()).toContainText(said, { timeout: milliseconds });
  }

  /** Among what happened, so many lines say this. */
  async expectTold(said: string | RegExp, times: number): Promise<void> {
    await expect(this.happenings.filter({ hasText: said })).toHaveCount(times);
  }
}
