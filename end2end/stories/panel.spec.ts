// The bar opens by itself where there is a PIN to read, and afterwards is as its reader left it, wherever they sign in.
import { expect, test } from '../support/fixtures';
import { acme, birch, holder, sam } from '../support/people';

test('the first visit without a PIN finds the bar collapsed, and says that there is none', async ({ home, page }) => {
  await home.signIn(holder);
  await home.expectCollapsed();
  await expect(page.getByRole('main').getByText('No PIN set').filter({ visible: true })).toBeVisible();
});

test('the first visit with a live PIN finds the bar expanded', async ({ home, anotherBrowser }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');

  const sams = home.on(await anotherBrowser());
  await sams.signIn(sam);
  await sams.open(acme);
  await sams.expectExpanded();
  await sams.expectLiveCode('Master PIN', code);
  await sams.open(birch);
  await sams.expectCollapsed();
});

test('the bar stays as it was left, here and on another device', async ({ home, anotherBrowser }) => {
  await home.signIn(holder);
  await home.toggle();
  await home.expectExpanded();
  await home.reload();
  await home.expectExpanded();

  await home.generate('Master PIN');
  await home.toggle();
  await home.expectCollapsed();
  await home.reload();
  await home.expectCollapsed();

  const elsewhere = home.on(await anotherBrowser());
  await elsewhere.signIn(holder);
  await elsewhere.expectCollapsed();
  await elsewhere.toggle();
  await elsewhere.expectExpanded();
  await home.open(acme);
  await home.expectExpanded();
});

test('Generate and Clear leave the bar expanded', async ({ home }) => {
  await home.signIn(holder);
  await home.expand();
  await home.generate('One-Time PIN');
  await home.expectExpanded();
  await home.open(acme);
  await home.expectExpanded();
  await home.clear('One-Time PIN');
  await home.expectExpanded();
  await home.open(acme);
  await home.expectExpanded();
});

test('one person leaving the bar collapsed leaves it open for another', async ({ home, anotherBrowser }) => {
  await home.signIn(holder);
  await home.expand();
  await home.generate('Master PIN');
  const sams = home.on(await anotherBrowser());
  await sams.signIn(sam);
  await sams.open(acme);
  await sams.collapse();

  await home.open(acme);
  await home.expectExpanded();
});
