// What assistive technology is told: names, roles and states as the contract has them, and nothing that axe objects to.
import { expect, test } from '../support/fixtures';
import { expectNoViolation } from '../support/looks';
import { birch, holder, KINDS, sam } from '../support/people';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async ({ home, page, troubles }) => {
    troubles.allowStatus(404);
    troubles.allowStatus(401);
    await page.emulateMedia({ colorScheme });

    await page.goto('/login');
    await expectNoViolation(page, 'sign-in');
    await home.fillSignIn({ ...sam, password: 'not the password of anyone' });
    await expect(home.alert).toBeVisible();
    await expectNoViolation(page, 'sign-in refused');

    await home.signIn(sam);
    await expectNoViolation(page, 'home, collapsed');
    await home.expand();
    await expectNoViolation(page, 'home, no PIN');
    await home.generate('Master PIN');
    await home.generate('One-Time PIN');
    await expectNoViolation(page, 'home, both live');
    await home.clear('Master PIN');
    await expectNoViolation(page, 'home, one cleared');

    await page.goto('/accounts/99999');
    await expectNoViolation(page, 'not found');
  });
}

test('the bar is a button in a heading that names and controls the panel', async ({ home, page }) => {
  await home.signIn(holder);
  await expect(page.getByRole('heading').filter({ has: home.bar })).toHaveCount(1);
  await expect(home.bar).toHaveAttribute('type', 'submit');
  await expect(page.locator('details')).toHaveCount(0);

  const controlled = await home.bar.getAttribute('aria-controls');
  await home.expand();
  await expect(home.panel).toHaveAttribute('id', controlled ?? '');
  await expect(home.panel).toHaveCount(1);

  const method = await home.bar.evaluate((button) => {
    const form = (button as HTMLButtonElement).form;
    return { method: form?.method, around: form?.contains(button) };
  });
  expect(method, 'a GET form that stands elsewhere').toEqual({ method: 'get', around: false });
});

test('each row is a group with one status, one Generate and one Clear', async ({ home, page }) => {
  await home.signIn(holder);
  await home.expand();
  for (const kind of KINDS) {
    await expect(page.getByRole('group', { name: kind, exact: true })).toHaveCount(1);
    await expect(home.row(kind)).toHaveCount(1);
    await expect(home.code(kind)).toHaveCount(1);
    await home.generate(kind);
    await expect(home.code(kind)).toHaveCount(1);
    await expect(home.generateButton(kind)).toHaveCount(1);
    await expect(home.clearButton(kind)).toHaveCount(1);
  }
  await expect(home.timer('Master PIN')).toHaveCount(0);
  await expect(home.timer('One-Time PIN')).toHaveCount(1);
  await expect(home.announcement).toHaveCount(1);
  await expect(home.alert).toHaveCount(0);
});

test('a page has one main part, one first heading, a language and a title of its own', async ({ home, page, troubles }) => {
  troubles.allowStatus(404);
  const titles: string[] = [];
  const look = async () => {
    await expect(page.getByRole('main')).toHaveCount(1);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    titles.push(await page.title());
  };
  await page.goto('/login');
  await look();
  await home.signIn(holder);
  await look();
  await page.goto(`/accounts/${birch.number}`);
  await look();
  expect(titles.every((title) => title.trim().length > 0)).toBe(true);
  expect(new Set(titles).size).toBe(titles.length);
});
