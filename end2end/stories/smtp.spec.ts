// Mail that cannot leave waits: a mail server that is down at first gets the letter once it is up.
import { expect, test as base } from '../support/fixtures';
import { linkIn } from '../support/mail';
import { MailServer } from '../support/mail-server';
import { holder } from '../support/people';

const NEW = 'a sentence of a few plain words';

const test = base.extend<{ mailServer: MailServer }>({
  mailServer: async ({}, use) => {
    const mailServer = await MailServer.down();
    await use(mailServer);
    await mailServer.stop();
  },
  settings: async ({ mailServer }, use) => {
    await use({
      PINS_MAIL_SMTP_URL: mailServer.url,
      PINS_LETTER_FIRST_WAIT: '1s',
      PINS_LETTER_LONGEST_WAIT: '2s',
    });
  },
});

test('a letter that found no mail server is tried again, and its link works', async ({ home, page, server, mailServer }) => {
  await home.signIn(holder);
  await home.expand();
  const pins = [await home.generate('Master PIN'), await home.generate('One-Time PIN')];
  await home.signOut();
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('Email', { exact: true }).fill(holder.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('main')).toContainText('a mail with a link is on its way');

  await test.step('each letter is tried more than once while nobody takes it', async () => {
    const tries = () => triesOf(server.log);
    await expect.poll(() => tries().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
    await expect.poll(() => Math.min(...tries()), { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
  });
  expect(mailServer.received).toEqual([]);
  await mailServer.start();

  const reset = () => mailServer.mailsTo(holder.email).filter(({ subject }) => subject === 'Choose a new password');
  await expect.poll(() => reset().length, { timeout: 20_000 }).toBe(1);
  const [mail] = reset();
  if (!mail) throw new Error('The mail is gone again.');
  await test.step('it is told as text and as HTML, without a PIN', () => {
    const raw = mailServer.received.find((raw) => raw.includes('Choose a new password')) ?? '';
    expect(raw).toMatch(/^Content-Type: multipart\/alternative/im);
    expect(raw).toMatch(/^Content-Type: text\/plain/im);
    expect(raw).toMatch(/^Content-Type: text\/html/im);
    expect(mailServer.received.length).toBeGreaterThanOrEqual(3);
    for (const { text } of mailServer.mailsTo(holder.email)) {
      const words = text.replace(/token=[0-9a-f]{64}/g, '');
      for (const pin of pins) expect(words.includes(pin), 'a PIN is in a mail').toBe(false);
    }
  });

  const link = linkIn(mail, '/new-password');
  await page.goto(link);
  await page.getByLabel('New password', { exact: true }).fill(NEW);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await home.signIn({ ...holder, password: NEW });

  await test.step('the log names neither the link nor a PIN', () => {
    const token = link.replace(/^.*token=/, '');
    for (const secret of [token, 'token=', NEW]) expect(server.log.includes(secret)).toBe(false);
    for (const pin of pins) expect(server.log).not.toMatch(new RegExp(`(?<![\\w.])${pin}(?![\\w.])`));
  });
});

/** How often each letter was tried that has not left, by what the log says. */
function triesOf(log: string): number[] {
  const latest = new Map<unknown, number>();
  for (const line of log.split('\n').filter((line) => line.includes('is tried again later'))) {
    const { letter, tries } = JSON.parse(line) as { letter: unknown; tries: number };
    latest.set(letter, tries);
  }
  return [...latest.values()];
}
