// The mails that a story's server wrote: files in a folder beside its database.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { PinsServer } from './server';

export type Mail = { to: string; subject: string; text: string };

/** All mails to this address so far, the oldest first. */
export function mailsTo(server: PinsServer, email: string): Mail[] {
  const folder = join(server.folder, 'mail');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')).sort() : [];
  return names.map((name) => readMail(readFileSync(join(folder, name), 'latin1'))).filter((mail) => mail.to.includes(email));
}

/** Waits for the mail to this address with this subject; of several, the latest. */
export async function mailTo(server: PinsServer, email: string, subject: string | RegExp): Promise<Mail> {
  const found = () => mailsTo(server, email).filter((mail) => mail.subject.match(subject)).at(-1);
  await expect.poll(found, { message: `a mail to ${email} about ${subject}`, timeout: 20_000 }).toBeTruthy();
  return found() as Mail;
}

/** The link in a mail that leads to this page, without the server's address. */
export function linkIn(mail: Mail, page: string): string {
  const path = new RegExp(`${page}\\?token=[0-9a-f]{64}`).exec(mail.text)?.[0];
  if (!path) throw new Error(`The mail holds no link to ${page}:\n${mail.text}`);
  return path;
}

/** Reads a mail as it came over the wire, one byte a character; of several parts the text is that of all. */
export function readMail(raw: string): Mail {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
  const body = raw.slice(end + 4);
  const quoted = /^Content-Transfer-Encoding: quoted-printable/im.test(raw);
  return { to: header('To'), subject: header('Subject'), text: quoted ? unquoted(body) : body };
}

/** Undoes quoted-printable (RFC 2045, 6.7). */
function unquoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
