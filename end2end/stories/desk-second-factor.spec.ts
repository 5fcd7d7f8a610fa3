// The support desk needs a second factor: without one, someone of the desk can do nothing but add it.
import type { Page } from '@playwright/test';
import { Client } from '../support/client';
import { expect, test } from '../support/fixtures';
import { linkIn, mailTo } from '../support/mail';
import { enterCode, OwnSignIn } from '../support/own-sign-in';
import { PASSWORD } from '../support/people';
import type { PinsServer } from '../support/server';

const ada = { email: 'ada@support.example', password: PASSWORD };

test.use({ empty: true });

/** Makes Ada's sign-in by a command, and chooses her password by the link of the mail. */
async function welcomeAda(server: PinsServer, page: Page): Promise<void> {
  await server.run('desk', 'create', ada.email, 'Ada Reyes', '--role', 'agent');
  const welcome = await mailTo(server, ada.email, 'Your sign-in for the control panel');
  await page.goto(linkIn(welcome, '/new-password'));
  await page.getByLabel('New password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page).toHaveURL(/\/login$/);
}

test('someone new at the desk adds a second factor before they reach it', async ({ home, page, server }) => {
  await welcomeAda(server, page);
  await home.fillSignIn(ada);
  await expect(page).toHaveURL(/\/your-sign-in$/);
  await expect(page.getByText('The support desk needs a second factor.')).toBeVisible();
  await test.step('no other page is open', async () => {
    for (const path of ['/desk', '/', '/accounts/10001', '/accounts/10001/people']) {
      await page.goto(path);
      await expect(page, path).toHaveURL(/\/your-sign-in$/);
    }
  });

  const own = new OwnSignIn(page);
  const { app, recoveryCodes } = await own.turnOnSecondFactor();
  await expect(page.getByText('The support desk needs a second factor.')).toHaveCount(0);
  await expect(own.secondFactor).toContainText('The support desk needs it, so it stays on.');
  await expect(own.secondFactor.getByRole('button', { name: 'Turn off' })).toHaveCount(0);
  await reachTheDesk();

  await test.step('the next sign-in asks for a code, and leads there', async () => {
    await home.signOut();
    await home.fillSignIn(ada);
    await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
    await page.goto('/desk');
    await expect(page, 'a password alone opens nothing').toHaveURL(/\/login$/);
    await enterCode(page, app.code(1));
    await expect(page).toHaveURL(/\/desk$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Support desk');
  });

  await test.step('so does a recovery code', async () => {
    await home.signOut();
    await home.fillSignIn(ada);
    await enterCode(page, recoveryCodes[0] ?? '');
    await expect(page).toHaveURL(/\/desk$/);
  });

  async function reachTheDesk(): Promise<void> {
    expect((await page.goto('/desk'))?.status()).toBe(200);
    await expect(page).toHaveURL(/\/desk$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Support desk');
  }
});

test('their page hears that its session ended while they have none', async ({ page, server }) => {
  await welcomeAda(server, page);
  const client = await Client.signedIn(server.origin, ada);
  const stream = await client.listen('/api/events');
  stream.close();
  await client.close();
  expect(stream.response.status).toBe(200);
});
