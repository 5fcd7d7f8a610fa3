// The page about an account's people, and those it leads to: by roles and names alone.
import type { Locator, Page } from '@playwright/test';
import type { Account } from './people';

export type Contact = { name?: string; email?: string; phone?: string; note?: string };

export class PeoplePage {
  readonly members: Locator;
  readonly invitations: Locator;
  readonly contacts: Locator;
  readonly addForm: Locator;
  readonly inviteForm: Locator;
  readonly done: Locator;
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.members = page.getByRole('region', { name: 'People who sign in' });
    this.invitations = page.getByRole('region', { name: 'Invitations' });
    this.contacts = page.getByRole('region', { name: 'Sub-contacts' });
    this.addForm = page.getByRole('form', { name: 'Add a sub-contact' });
    this.inviteForm = page.getByRole('form', { name: 'Invite someone' });
    this.done = page.getByRole('main').getByRole('status');
    this.alert = page.getByRole('main').getByRole('alert');
  }

  /** The same page in another tab or browser. */
  on(page: Page): PeoplePage {
    return new PeoplePage(page);
  }

  async open(account: Account): Promise<void> {
    await this.page.goto(`/accounts/${account.number}/people`);
  }

  /** Who signs in, by name. */
  member(name: string): Locator {
    return row(this.members, name);
  }

  /** Who is invited, by e-mail address. */
  invitation(email: string): Locator {
    return row(this.invitations, email);
  }

  /** A sub-contact, by name. */
  contact(name: string): Locator {
    return row(this.contacts, name);
  }

  async invite(email: string, role?: 'Sub-account' | 'Account holder'): Promise<void> {
    await this.inviteForm.getByLabel('Email').fill(email);
    if (role) await this.inviteForm.getByRole('radio', { name: role }).check();
    await this.inviteForm.getByRole('button', { name: 'Send invitation' }).click();
  }

  async addContact(contact: Contact): Promise<void> {
    await fillContact(this.addForm, contact);
    await this.addForm.getByRole('button', { name: 'Add sub-contact' }).click();
  }

  /** Goes to the page that asks before someone is removed. */
  async askToRemove(name: string): Promise<void> {
    await this.member(name).getByRole('link', { name: `Remove ${name}` }).click();
  }
}

function row(region: Locator, heading: string): Locator {
  const name = region.page().getByRole('heading', { level: 3 }).filter({ hasText: heading });
  return region.getByRole('listitem').filter({ has: name });
}

/** Types what is given of a sub-contact into a form, and leaves the other fields alone. */
export async function fillContact(form: Locator, { name, email, phone, note }: Contact): Promise<void> {
  if (name !== undefined) await form.getByLabel('Name').fill(name);
  if (email !== undefined) await form.getByLabel('Email', { exact: true }).fill(email);
  if (phone !== undefined) await form.getByLabel('Phone', { exact: true }).fill(phone);
  if (note !== undefined) await form.getByLabel('Note').fill(note);
}
