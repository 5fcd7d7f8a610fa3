// The home page as a person meets it: by roles and names alone.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Mode } from './fixtures';
import { type Account, KINDS, type Kind, type Person } from './people';
import { secondsOf } from './timer';

/** Five digits, however they are spaced for reading aloud. */
export const DIGITS = /^\s*(?:\d\s*){5}$/;

export class Home {
  readonly bar: Locator;
  readonly panel: Locator;
  readonly accounts: Locator;
  readonly announcement: Locator;
  readonly alert: Locator;
  readonly signOutButton: Locator;

  constructor(
    readonly page: Page,
    private readonly mode: Mode,
    /** Where the server is, if that is not where the browser begins. */
    private readonly origin = '',
  ) {
    this.bar = page.getByRole('button', { name: 'Security Pins', exact: true });
    this.panel = page.getByRole('region', { name: 'Security Pins', exact: true });
    this.accounts = page.getByRole('navigation', { name: 'Accounts', exact: true });
    this.announcement = page.getByRole('status').locator('xpath=self::*[not(ancestor::*[@role="group"])]');
    this.alert = page.getByRole('alert');
    this.signOutButton = page.getByRole('button', { name: 'Sign out' });
  }

  /** The same page in another tab or browser. */
  on(page: Page, origin = ''): Home {
    return new Home(page, this.mode, origin);
  }

  row(kind: Kind): Locator {
    return this.page.getByRole('group', { name: kind });
  }

  code(kind: Kind): Locator {
    return this.row(kind).getByRole('status');
  }

  timer(kind: Kind = 'One-Time PIN'): Locator {
    return this.row(kind).getByRole('timer');
  }

  generateButton(kind: Kind): Locator {
    return this.row(kind).getByRole('button', { name: /^Generate/ });
  }

  clearButton(kind: Kind): Locator {
    return this.row(kind).getByRole('button', { name: /^Clear/ });
  }

  hideButton(kind: Kind): Locator {
    return this.row(kind).getByRole('button', { name: `Hide ${kind}` });
  }

  showButton(kind: Kind): Locator {
    return this.row(kind).getByRole('button', { name: `Show ${kind}` });
  }

  /** Signs in by the form and waits for the home page. */
  async signIn(person: Person): Promise<void> {
    await this.page.goto(`${this.origin}/login`);
    await this.fillSignIn(person);
    await this.page.waitForURL(/\/accounts\/\d+/);
    await this.ready();
  }

  async fillSignIn({ email, password }: Person): Promise<void> {
    await this.page.getByLabel('Email', { exact: true }).fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async signOut(): Promise<void> {
    await this.signOutButton.click();
    await this.page.waitForURL(/\/login/);
  }

  async open(account: Account): Promise<void> {
    await this.page.goto(`${this.origin}/accounts/${account.number}`);
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Waits until WebAssembly has taken the page over, in browsers where it does. */
  async ready(): Promise<void> {
    await expect(this.bar).toBeVisible();
    if (this.mode === 'hydrated') await expect(this.page.locator('html')).toHaveAttribute('data-hydrated', 'true');
  }

  async expand(): Promise<void> {
    if ((await this.bar.getAttribute('aria-expanded')) === 'false') await this.toggle();
    await this.expectExpanded();
  }

  async collapse(): Promise<void> {
    if ((await this.bar.getAttribute('aria-expanded')) === 'true') await this.toggle();
    await this.expectCollapsed();
  }

  /** Presses the bar and waits until the server has heard of it. */
  async toggle(): Promise<void> {
    const heard = this.page.waitForEvent('requestfinished', (request) => !/\.(js|wasm|css|svg|ico)$/.test(request.url()));
    await this.bar.click();
    await heard;
    await this.ready();
  }

  async expectExpanded(): Promise<void> {
    await expect(this.bar).toHaveAttribute('aria-expanded', 'true');
    await expect(this.panel).toBeVisible();
    for (const kind of KINDS) await expect(this.row(kind)).toBeVisible();
  }

  async expectCollapsed(): Promise<void> {
    await expect(this.bar).toHaveAttribute('aria-expanded', 'false');
    await expect(this.panel).toBeHidden();
    for (const kind of KINDS) await expect(this.row(kind)).toBeHidden();
  }

  /** One click on Generate; answers with the new code. */
  async generate(kind: Kind): Promise<string> {
    const before = await this.code(kind).innerText();
    await this.generateButton(kind).click();
    await expect(this.code(kind)).not.toHaveText(before);
    return this.liveCode(kind);
  }

  /** One click on Clear. */
  async clear(kind: Kind): Promise<void> {
    await this.clearButton(kind).click();
    await this.expectNoLiveCode(kind);
  }

  /** The five digits that the row shows. */
  async liveCode(kind: Kind): Promise<string> {
    await expect(this.code(kind)).toHaveText(DIGITS);
    await expect(this.clearButton(kind)).toBeEnabled();
    return (await this.code(kind).innerText()).replace(/\s/g, '');
  }

  async expectLiveCode(kind: Kind, code: string): Promise<void> {
    await expect(this.code(kind)).toHaveText(new RegExp(`^\\s*${[...code].join('\\s*')}\\s*$`));
  }

  async expectNoPin(kind: Kind): Promise<void> {
    await expect(this.code(kind)).toHaveText('No PIN set');
    await this.expectNoLiveCode(kind);
  }

  /** No digit, no timer, and nothing to clear. */
  async expectNoLiveCode(kind: Kind): Promise<void> {
    await expect(this.code(kind)).toHaveText(/^\D+$/);
    await expect(this.timer(kind)).toHaveCount(0);
    await expect(this.row(kind).getByRole('button', { name: /^Clear/, disabled: false })).toHaveCount(0);
    await expect(this.generateButton(kind)).toBeEnabled();
  }

  async secondsLeft(): Promise<number> {
    return secondsOf(await this.timer().innerText());
  }
}
