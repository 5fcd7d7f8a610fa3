// A password is forgotten, or changed, and what else ends then.
import { expect, test } from '../support/fixtures';
import { linkIn, mailsTo, mailTo } from '../support/mail';
import { OwnSignIn } from '../support/own-sign-in';
import { holder, sam } from '../support/people';

const NEW = 'a sentence of a few plain words';

test('whoever forgot their password chooses another by the link of a mail', async ({ home, page, server, troubles }) => {
  troubles.allowStatus(401);
  troubles.allowStatus(404);
  await page.goto('/login');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();

  await test.step('an address that nobody has is answered the same, and gets no mail', async () => {
    const said: string[] = [];
    for (const email of ['unknown@acme.example', holder.email]) {
      await page.getByLabel('Email', { exact: true }).fill(email);
      await page.getByRole('button', { name: 'Send the link' }).click();
      said.push(await page.getByRole('main').innerText());
      expect(said.at(-1)).toContain('a mail with a link is on its way');
    }
    expect(said[0]).toBe(said[1]);
  });
  const link = linkIn(await mailTo(server, holder.email, 'Choose a new password'), '/new-password');
  expect(mailsTo(server, 'unknown@acme.example')).toEqual([]);

  await test.step('opening the link changes nothing', async () => {
    for (let times = 0; times < 2; times += 1) {
      await page.goto(link);
      await expect(page.getByRole('main')).toContainText(holder.email);
    }
  });
  await page.getByLabel('New password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(home.alert).toContainText('at least 8 characters');
  await page.getByLabel('New password', { exact: true }).fill(NEW);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByRole('status')).toContainText('Your new password is set.');

  await home.fillSignIn(holder);
  await expect(home.alert).toContainText('don’t match');
  await home.signIn({ ...holder, password: NEW });

  await test.step('the link works once', async () => {
    await page.goto(link);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
    await page.getByRole('link', { name: 'Ask for a new link' }).click();
    await expect(page).toHaveURL(/\/forgot-password$/);
  });
});

test('a link that was never sent leads nowhere', async ({ page, troubles }) => {
  troubles.allowStatus(404);
  for (const path of ['/new-password', '/invitation']) {
    for (const query of ['', '?token=', '?token=abc', `?token=${'0'.repeat(64)}`]) {
      const answer = await page.goto(path + query);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
    }
  }
});

test('a changed password ends the other sessions and keeps this one', async ({ home, page, server, anotherBrowser, troubles }) => {
  troubles.allowStatus(401);
  const own = new OwnSignIn(page);
  await home.signIn(sam);
  const elsewhere = home.on(await anotherBrowser());
  await elsewhere.signIn(sam);
  await own.open();

  await test.step('a bad password is refused beside its field', async () => {
    for (const [password, sentence] of [
      ['short', 'at least 8 characters'],
      ['password1', 'most common'],
      [sam.email, 'too close to a name'],
    ] as const) {
      await own.changePassword(password);
      await expect(own.password.getByRole('alert')).toContainText(sentence);
    }
  });
  await own.changePassword(NEW);
  await expect(own.password.getByRole('status')).toContainText('Your password is changed');
  await mailTo(server, sam.email, /password/i);

  await elsewhere.page.reload();
  await expect(elsewhere.page).toHaveURL(/\/login$/);
  await elsewhere.fillSignIn(sam);
  await expect(elsewhere.alert).toContainText('don’t match');
  await elsewhere.signIn({ ...sam, password: NEW });
});

test.describe('when some time has passed', () => {
  test.use({ movableClock: true });

  test('whoever changes their sign-in says first that it is them', async ({ home, page, server, troubles }) => {
    troubles.allowStatus(403);
    const own = new OwnSignIn(page);
    await home.signIn(holder);
    await own.open();
    await expect(own.confirm).toHaveCount(0);

    server.clock?.moveTo({ minutes: 16 });
    await own.changePassword(NEW);
    await expect(own.password.getByRole('alert')).toContainText('Confirm that it’s you');
    await expect(own.password.getByRole('button')).toHaveCount(0);
    await expect(own.secondFactor.getByRole('button')).toHaveCount(0);

    await own.confirm.getByLabel('Password', { exact: true }).fill('not my password');
    await own.confirm.getByRole('button', { name: 'Confirm' }).click();
    await expect(own.confirm.getByRole('alert')).toContainText('That password isn’t right.');
    await own.confirm.getByLabel('Password', { exact: true }).fill(holder.password);
    await own.confirm.getByRole('button', { name: 'Confirm' }).click();
    await expect(own.confirm).toHaveCount(0);
    await own.changePassword(NEW);
    await expect(own.password.getByRole('status')).toContainText('Your password is changed');
  });
});
