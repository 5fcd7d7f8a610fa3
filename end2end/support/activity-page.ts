// The page of what happened on an account: by roles and names alone.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Client } from './client';
import { type Account, formName, type Kind } from './people';

type Rows = { rows: { kind: string; shown: string }[] };

export class ActivityPage {
  readonly heading: Locator;
  readonly happenings: Locator;
  readonly older: Locator;
  readonly newest: Locator;
  readonly download: Locator;
  private readonly filter: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.happenings = page.getByRole('region', { name: 'What happened' }).getByRole('listitem');
    this.older = page.getByRole('link', { name: 'Older', exact: true });
    this.newest = page.getByRole('link', { name: 'Newest', exact: true });
    this.download = page.getByRole('link', { name: 'Download as CSV' });
    this.filter = page.getByRole('navigation', { name: 'Show', exact: true });
  }

  async open(account: Account, query = ''): Promise<void> {
    await this.page.goto(`${activityOf(account)}${query}`);
    await expect(this.heading).toHaveText('Activity');
  }

  shows(subject: 'All' | 'PINs' | 'Support' | 'People'): Locator {
    return this.filter.getByRole('link', { name: subject, exact: true });
  }

  async show(subject: 'All' | 'PINs' | 'Support' | 'People'): Promise<void> {
    await this.shows(subject).click();
    await expect(this.shows(subject)).toHaveAttribute('aria-current', 'true');
  }
}

export function activityOf(account: Account): string {
  return `/accounts/${account.number}/activity`;
}

/** Generates PINs and clears them again, by a program; so many happenings come of it. */
export async function happen(client: Client, account: Account, times: number, kind: Kind = 'Master PIN'): Promise<void> {
  let shown = 'none';
  for (let count = 0; count < times; count += 1) {
    const path = shown === 'none' ? '/api/generate_pin' : '/api/clear_pin';
    const answer = await client.call(path, { account: account.number, kind: formName[kind], shown });
    expect(answer.status(), await answer.text()).toBe(200);
    const view: Rows = await answer.json();
    shown = view.rows.find((row) => row.kind === formName[kind])?.shown ?? 'none';
  }
}
