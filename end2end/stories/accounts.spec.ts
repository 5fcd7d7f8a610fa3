// A PIN belongs to an account, not to a person.
import { expect, test } from '../support/fixtures';
import { acme, birch, holder, nobody, sam } from '../support/people';

test('a sub-account on two accounts has a PIN for each', async ({ home, page }) => {
  await home.signIn(sam);
  const current = home.accounts.locator('[aria-current]');
  await expect(home.accounts.getByRole('link')).toHaveCount(2);
  const acmeLink = home.accounts.getByRole('link', { name: acme.name });
  const birchLink = home.accounts.getByRole('link', { name: birch.name });

  await acmeLink.click();
  await expect(page).toHaveURL(/\/accounts\/10001$/);
  await home.ready();
  await expect(current).toHaveCount(1);
  await expect(acmeLink).toHaveAttribute('aria-current', /page|true/);
  await home.expand();
  const ofAcme = await home.generate('Master PIN');

  await birchLink.click();
  await expect(page).toHaveURL(/\/accounts\/10002$/);
  await home.ready();
  await expect(current).toHaveCount(1);
  await expect(birchLink).toHaveAttribute('aria-current', /page|true/);
  await home.expand();
  await home.expectNoPin('Master PIN');
  const ofBirch = await home.generate('Master PIN');

  await acmeLink.click();
  await home.ready();
  await home.expectLiveCode('Master PIN', ofAcme);

  await home.clear('Master PIN');
  await home.open(birch);
  await home.expectLiveCode('Master PIN', ofBirch);
});

test('the account that was used last is home', async ({ home, page }) => {
  await home.signIn(sam);
  for (const account of [birch, acme, birch]) {
    await home.open(account);
    await page.goto('/');
    await expect(page).toHaveURL(new RegExp(`/accounts/${account.number}$`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(account.name);
  }
});

test('a PIN that a sub-account generates is the one its holder sees', async ({ home, anotherBrowser }) => {
  await home.signIn(sam);
  await home.open(acme);
  await home.expand();
  const code = await home.generate('One-Time PIN');

  const holders = home.on(await anotherBrowser());
  await holders.signIn(holder);
  await holders.expectExpanded();
  await holders.expectLiveCode('One-Time PIN', code);
});

test('an account of somebody else looks like one that does not exist', async ({ home, page, troubles }) => {
  troubles.allowStatus(404);
  await home.signIn(holder);
  const seen: string[] = [];
  for (const account of [birch, nobody]) {
    const answer = await page.goto(`/accounts/${account.number}`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(birch.name)).toHaveCount(0);
    await expect(home.bar).toHaveCount(0);
    await expect(home.signOutButton).toBeVisible();
    seen.push((await page.locator('body').innerText()).replaceAll(account.number, 'N'));
  }
  expect(seen[0]).toBe(seen[1]);
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/accounts\/10001$/);
});
