// The supervisors' pages: by roles and names alone. And tries by a program, which counts as the agent who signed in.
import { expect, type Locator, type Page } from '@playwright/test';
import { Client, type Fields } from './client';
import { lead } from './desk';
import { type Account, formName, type Kind, type Person } from './people';

type Figures = { verified: number; refused: number; noLivePin: number; locked: number };
type Rows = { rows: { kind: string; code: string; shown: string }[] };

export class Supervisor {
  readonly heading: Locator;
  readonly today: Locator;
  readonly suspended: Locator;
  readonly flagged: Locator;
  readonly lock: Locator;
  readonly happened: Locator;
  readonly alert: Locator;

  constructor(
    readonly page: Page,
    /** Where the server is, if that is not where the browser begins. */
    private readonly origin = '',
  ) {
    const region = (name: string | RegExp) => page.getByRole('region', { name });
    this.heading = page.getByRole('heading', { level: 1 });
    this.today = region(/^Today, /);
    this.suspended = region('Suspended agents');
    this.flagged = region('Flagged receipts');
    this.lock = region('Lift a daily lock');
    this.happened = region('What happened at the desk');
    this.alert = page.getByRole('alert');
  }

  async signIn(person: Person = lead): Promise<void> {
    await this.page.goto(`${this.origin}/login`);
    await this.page.getByLabel('Email', { exact: true }).fill(person.email);
    await this.page.getByLabel('Password', { exact: true }).fill(person.password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.waitForURL(/\/desk$/);
    await this.open();
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.origin}/desk/supervisor`);
    await expect(this.heading).toHaveText('Supervisor');
  }

  async expectFigures({ verified, refused, noLivePin, locked }: Figures): Promise<void> {
    await expect(this.today.getByRole('term')).toHaveText(['Verified', 'Refused', 'No live PIN', 'Locked']);
    const numbers = [verified, refused, noLivePin, locked].map(String);
    await expect(this.today.getByRole('definition')).toHaveText(numbers);
  }

  /** The form that lifts this agent's suspension. */
  suspensionOf(name: string): Locator {
    return this.suspended.getByRole('form', { name, exact: true });
  }

  async liftSuspension(name: string, reason: string): Promise<void> {
    await this.suspensionOf(name).getByLabel('Reason').fill(reason);
    await this.suspensionOf(name).getByRole('button', { name: 'Lift suspension' }).click();
  }

  async liftDailyLock(account: string, reason: string): Promise<void> {
    await this.lock.getByLabel('Account number').fill(account);
    await this.lock.getByLabel('Reason').fill(reason);
    await this.lock.getByRole('button', { name: 'Lift daily lock' }).click();
  }
}

export class DeskHistory {
  readonly heading: Locator;
  readonly search: Locator;
  readonly account: Locator;
  readonly tries: Locator;
  readonly older: Locator;
  readonly newest: Locator;
  readonly download: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.search = page.getByRole('search', { name: 'Tries' });
    this.account = this.search.getByLabel('Account number');
    this.tries = page.getByRole('table', { name: 'Tries' }).getByRole('row').filter({ has: page.getByRole('time') });
    this.older = page.getByRole('link', { name: 'Older', exact: true });
    this.newest = page.getByRole('link', { name: 'Newest', exact: true });
    this.download = page.getByRole('link', { name: 'Download as CSV' });
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`/desk/history${query}`);
    await expect(this.heading).toHaveText('Desk history');
  }

  /** Looks for this alone. */
  async find(look: { account?: string; agent?: string; result?: string; ticket?: string }): Promise<void> {
    await this.open();
    if (look.account) await this.account.fill(look.account);
    if (look.agent) await this.search.getByLabel('Agent').selectOption(look.agent);
    if (look.result) await this.search.getByLabel('Result').selectOption(look.result);
    if (look.ticket) await this.search.getByLabel('Ticket').fill(look.ticket);
    await this.search.getByRole('button', { name: 'Search' }).click();
    await expect(this.page).toHaveURL(/\/desk\/history\?/);
  }
}

/** Types what a caller reads out, as a program that someone of the desk signed in; answers with the result's name. */
export async function verify(client: Client, account: string, pin: string, more: Fields = {}): Promise<string> {
  const answer = await client.call('/api/verify', { account, pin, channel: 'phone', ...more });
  expect(answer.status(), await answer.text()).toBe(200);
  const { outcome }: { outcome: { result: string } } = await answer.json();
  return outcome.result;
}

/** A new PIN of the account, by a program that someone with access signed in. */
export async function generatePin(origin: string, person: Person, account: Account, kind: Kind = 'Master PIN'): Promise<string> {
  const client = await Client.signedIn(origin, person);
  const answer = await client.call('/api/generate_pin', { account: account.number, kind: formName[kind], shown: 'none' });
  expect(answer.status(), await answer.text()).toBe(200);
  const view: Rows = await answer.json();
  await client.close();
  return (view.rows.find((row) => row.kind === formName[kind])?.code ?? '').replace(/\s/g, '');
}
