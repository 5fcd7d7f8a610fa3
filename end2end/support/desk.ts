// The support desk as an agent meets it: by roles and names alone.
import { expect, type Locator, type Page } from '@playwright/test';
import { PASSWORD, type Person } from './people';

export const agent: Person = { email: 'agent@support.example', password: PASSWORD };
export const lead: Person = { email: 'lead@support.example', password: PASSWORD };

export type Outcome = 'Account verified' | 'Not verified' | 'No live PIN' | 'Locked' | 'Suspended';

export class Desk {
  readonly account: Locator;
  readonly pin: Locator;
  readonly contact: Locator;
  readonly ticket: Locator;
  readonly channel: Locator;
  readonly verifyButton: Locator;
  readonly result: Locator;
  readonly alert: Locator;
  readonly receiptNumber: Locator;

  constructor(
    readonly page: Page,
    /** Where the server is, if that is not where the browser begins. */
    private readonly origin = '',
  ) {
    const field = (name: string) => page.getByRole('textbox', { name, exact: true });
    this.account = field('Account number');
    this.pin = field('PIN');
    this.contact = field('Contact');
    this.ticket = field('Ticket');
    this.channel = page.getByRole('radiogroup', { name: 'Channel', exact: true });
    this.verifyButton = page.getByRole('button', { name: 'Verify', exact: true });
    this.result = page.getByRole('main').getByRole('status');
    this.alert = page.getByRole('alert');
    this.receiptNumber = field('Receipt');
  }

  /** Signs in by the form, and waits for the desk. */
  async signIn({ email, password }: Person = agent): Promise<void> {
    await this.page.goto(`${this.origin}/login`);
    await this.page.getByLabel('Email', { exact: true }).fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.waitForURL(/\/desk$/);
    await expect(this.account).toBeFocused();
  }

  /** Goes to the desk as if nothing had been verified yet. */
  async open(): Promise<void> {
    await this.page.goto(`${this.origin}/desk`);
    await expect(this.account).toBeFocused();
  }

  /** Types what a caller reads out, and waits for the page that says what came of it. */
  async send(account: string, pin: string): Promise<void> {
    await this.account.fill(account);
    await this.pin.fill(pin);
    const answered = this.page.waitForEvent('load');
    await this.verifyButton.click();
    await answered;
  }

  /** The same, with the result that is to come; answers with all that it says. */
  async verify(account: string, pin: string, outcome: Outcome): Promise<string> {
    await this.send(account, pin);
    await this.expectResult(outcome);
    return this.result.innerText();
  }

  /** Verifies, and answers with the number of the receipt. */
  async verifyForReceipt(account: string, pin: string): Promise<string> {
    const said = await this.verify(account, pin, 'Account verified');
    const number = /\b[0-9A-Z]{4} [0-9A-Z]{4}\b(?=\s+valid until)/.exec(said)?.[0];
    if (!number) throw new Error(`no receipt in: ${said}`);
    return number;
  }

  /** Types the number and account of a colleague's receipt, and waits for the page that says what it is good for. */
  async openReceipt(number: string, account: string): Promise<void> {
    await this.receiptNumber.fill(number);
    await this.page.getByRole('textbox', { name: 'Its account', exact: true }).fill(account);
    const answered = this.page.waitForEvent('load');
    await this.page.getByRole('button', { name: 'Open receipt', exact: true }).click();
    await answered;
  }

  /** What an opened receipt says, by its heading. */
  receipt(heading: 'Receipt is valid' | 'Receipt is over' | 'Receipt reported'): Locator {
    return this.page.getByRole('region', { name: heading, exact: true });
  }

  async expectResult(outcome: Outcome): Promise<void> {
    await expect(this.result).toHaveCount(1);
    await expect(this.result).toHaveText(new RegExp(`^\\s*${outcome}\\b`));
    await expect(this.pin, 'the PIN is typed anew each time').toHaveValue('');
  }

  /** What was typed was refused before it counted: no result, and a sentence that says what to mend. */
  async expectRefused(sentence: RegExp): Promise<void> {
    await expect(this.alert).toHaveText(sentence);
    await expect(this.result).toHaveCount(0);
    await expect(this.pin).toHaveValue('');
  }
}

/** A code that is none of these, for a wrong try. */
export function unlike(...codes: string[]): string {
  for (let number = 0; ; number += 1) {
    const code = String(number).padStart(5, '0');
    if (!codes.includes(code)) return code;
  }
}
