// Where someone is signed in and how they end it there.
import { expect, test } from '../support/fixtures';
import { OwnSignIn } from '../support/own-sign-in';
import { holder, sam } from '../support/people';

test('a session is ended from another', async ({ home, page, anotherBrowser }) => {
  const own = new OwnSignIn(page);
  const elsewhere = home.on(await anotherBrowser());
  await elsewhere.signIn(sam);
  await home.signIn(sam);
  await own.open();
  const items = own.sessions.getByRole('listitem');
  await expect(items).toHaveCount(2);
  await expect(items.first()).toContainText('this one');
  await expect(items.first().getByRole('button')).toHaveCount(0);
  await expect(items.last()).toContainText(/Chrom\w+ on \w+ at 127\.0\.0\.1/);

  await items.last().getByRole('button', { name: /^End/ }).click();
  await expect(own.sessions.getByRole('status')).toContainText('has ended');
  await expect(items).toHaveCount(1);
  await elsewhere.page.reload();
  await expect(elsewhere.page).toHaveURL(/\/login$/);
});

test('all other sessions end at once, and nobody else’s', async ({ home, page, anotherBrowser }) => {
  const own = new OwnSignIn(page);
  const others = [home.on(await anotherBrowser()), home.on(await anotherBrowser())];
  for (const other of others) await other.signIn(holder);
  const stranger = home.on(await anotherBrowser());
  await stranger.signIn(sam);
  await home.signIn(holder);
  await own.open();
  await expect(own.sessions.getByRole('listitem')).toHaveCount(3);

  await own.sessions.getByRole('button', { name: 'End all others' }).click();
  await expect(own.sessions.getByRole('listitem')).toHaveCount(1);
  await expect(own.sessions.getByRole('button')).toHaveCount(0);
  for (const other of others) {
    await other.page.reload();
    await expect(other.page).toHaveURL(/\/login$/);
  }
  await stranger.reload();
});
