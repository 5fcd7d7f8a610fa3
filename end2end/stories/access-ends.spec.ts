// Whoever loses access to an account loses its PINs at once, and so does everyone else.
import { expect, test } from '../support/fixtures';
import { acme, birch, holder, sam } from '../support/people';
import { PeoplePage } from '../support/people-page';

test('a removed sub-account loses the account’s PINs with its next request, and keeps the other account', async ({
  home,
  page,
  anotherBrowser,
  troubles,
}) => {
  troubles.allowStatus(404);
  const sams = home.on(await anotherBrowser());
  await sams.signIn(sam);
  await sams.open(birch);
  await sams.expand();
  const ofBirch = await sams.generate('Master PIN');
  await sams.open(acme);
  await sams.expand();
  const master = await sams.generate('Master PIN');
  const oneTime = await sams.generate('One-Time PIN');

  const people = new PeoplePage(page);
  await home.signIn(holder);
  await home.expand();
  await home.expectLiveCode('Master PIN', master);
  await people.open(acme);
  await people.askToRemove('Sam Shore');
  await test.step('it is said before it happens', async () => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Remove Sam Shore?');
    const main = page.getByRole('main');
    await expect(main).toContainText(`All PINs of ${acme.name} are cleared at once: the Master PIN and the One-Time PIN.`);
    await expect(main).toContainText(`Sam Shore can’t open ${acme.name} any more.`);
    await expect(main).toContainText('told by mail');
    await page.getByRole('link', { name: 'Back to People' }).click();
    await expect(people.member('Sam Shore')).toBeVisible();
    await people.askToRemove('Sam Shore');
  });
  await page.getByRole('button', { name: 'Remove Sam Shore' }).click();
  await expect(people.done).toContainText('all PINs of the account were cleared');
  await expect(people.member('Sam Shore')).toHaveCount(0);

  await test.step('the sub-account sees neither account nor PIN', async () => {
    const answer = await sams.page.goto(`/accounts/${acme.number}`);
    expect(answer?.status()).toBe(404);
    await expect(sams.page.getByText(acme.name)).toHaveCount(0);
    for (const code of [master, oneTime]) await expect(sams.page.getByText(code)).toHaveCount(0);
  });

  await test.step('it stays signed in on the other account, whose PIN is there', async () => {
    await sams.open(birch);
    await sams.expectLiveCode('Master PIN', ofBirch);
    await expect(sams.accounts).toHaveCount(0);
  });

  await test.step('the PINs are gone for the holder too', async () => {
    await home.open(acme);
    await home.expand();
    await home.expectNoLiveCode('Master PIN');
    await home.expectNoLiveCode('One-Time PIN');
    await expect(home.row('Master PIN')).toContainText('Cleared when someone’s access ended');
  });
});

test('whoever leaves is told what is cleared, and goes on with the other account', async ({ home, page, troubles }) => {
  troubles.allowStatus(404);
  const people = new PeoplePage(page);
  await home.signIn(sam);
  await home.open(acme);
  await people.open(acme);
  await page.getByRole('link', { name: 'Leave this account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Leave ${acme.name}?`);
  await expect(page.getByRole('main')).toContainText(`All PINs of ${acme.name} are cleared at once`);
  await page.getByRole('button', { name: `Leave ${acme.name}` }).click();
  await expect(page).toHaveURL(/\/accounts\/10002$/);
  await expect(page.getByText('You have left the account, and its PINs were cleared.')).toBeVisible();
  expect((await page.goto(`/accounts/${acme.number}/people`))?.status()).toBe(404);
});
