// The page of one's own sign-in as a person meets it: by roles and names alone.
import { expect, type Locator, type Page } from '@playwright/test';
import { Authenticator } from './authenticator';
import type { Mode } from './fixtures';

/** How times are told to whoever chose no time zone: in their browser's, which only a script can name. */
export function toldTo(mode: Mode): RegExp {
  return mode === 'plain' ? /\d\d:\d\d UTC/ : /\d\d:\d\d E[DS]T\b/;
}

export class OwnSignIn {
  readonly password: Locator;
  readonly secondFactor: Locator;
  readonly timeZone: Locator;
  readonly sessions: Locator;
  readonly confirm: Locator;

  constructor(readonly page: Page) {
    const section = (name: string) => page.getByRole('region', { name, exact: true });
    this.password = section('Your password');
    this.secondFactor = section('Second factor');
    this.timeZone = section('Your times');
    this.sessions = section('Sessions');
    this.confirm = section('Confirm that it’s you');
  }

  /** Goes there by the link that every page has. */
  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Your sign-in', exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('Your sign-in');
  }

  async changePassword(password: string): Promise<void> {
    await this.password.getByLabel('New password', { exact: true }).fill(password);
    await this.password.getByRole('button', { name: 'Change the password' }).click();
  }

  /** Begins to turn the second factor on, and puts the secret that is shown into an app. */
  async offerSecondFactor(): Promise<Authenticator> {
    await this.secondFactor.getByRole('button', { name: 'Turn on', exact: true }).click();
    await expect(this.secondFactor.getByRole('img', { name: /QR code/ })).toBeVisible();
    const line = await this.secondFactor.getByText(/^Secret:/).innerText();
    return new Authenticator(line.replace('Secret:', ''));
  }

  async typeFirstCode(code: string): Promise<void> {
    await this.secondFactor.getByLabel('Code', { exact: true }).fill(code);
    await this.secondFactor.getByRole('button', { name: 'Turn on', exact: true }).click();
  }

  /** Turns the second factor on; answers with the app and the recovery codes. */
  async turnOnSecondFactor(): Promise<{ app: Authenticator; recoveryCodes: string[] }> {
    const app = await this.offerSecondFactor();
    await this.typeFirstCode(app.code());
    return { app, recoveryCodes: await this.keepRecoveryCodes() };
  }

  /** Reads the recovery codes, which are shown once, and goes back to the page. */
  async keepRecoveryCodes(): Promise<string[]> {
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('Keep these recovery codes');
    const codes = await this.page.getByRole('listitem').allInnerTexts();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    await this.page.getByRole('link', { name: 'I have kept them' }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('Your sign-in');
    return codes;
  }
}

/** Types a code at the sign-in. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
