// Who signs in for an account: holders decide, the others can read it.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../support/fixtures';
import { tabTo } from '../support/keyboard';
import { acme, birch, holder, nobody, sam } from '../support/people';
import { PeoplePage } from '../support/people-page';

test('a holder finds everyone on the account', async ({ home, page }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await page.getByRole('navigation', { name: 'Account', exact: true }).getByRole('link', { name: 'People' }).click();
  await expect(page).toHaveURL(/\/accounts\/10001\/people$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('People');
  await expect(people.members.getByRole('listitem')).toHaveCount(2);
  await expect(people.member('Hanna Holt')).toContainText(/You.*holder@acme\.example.*Account holder.*The only account holder/s);
  await expect(people.member('Sam Shore')).toContainText(/sam@shared\.example.*Sub-account.*Since \d+ \w+ 20\d\d/s);
  await expect(people.contact('Dana Field')).toContainText('dana@field.example');
  await expect(people.done).toHaveCount(0);
  await expect(people.alert).toHaveCount(0);
});

test('a sub-account reads the list and is told who changes it', async ({ home, page }) => {
  const people = new PeoplePage(page);
  await home.signIn(sam);
  await people.open(acme);
  await expect(page.getByText('Only account holders can change this list.')).toBeVisible();
  await expect(people.members.getByRole('listitem')).toHaveCount(2);
  await expect(people.contact('Dana Field')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('link')).toHaveText(['Leave this account']);
});

test('a sub-account who finds a form anyway is refused, and nothing changes', async ({ home, page, troubles }) => {
  troubles.allowStatus(403);
  const people = new PeoplePage(page);
  await home.signIn(sam);
  await people.open(acme);
  for (const path of ['contacts/1', 'contacts/1/remove', 'people/1/remove']) {
    const answer = await page.goto(`/accounts/${acme.number}/${path}`);
    expect(answer?.status(), path).toBe(403);
    await expect(page.getByText('Only account holders can change this.')).toBeVisible();
  }
});

test('the switcher leads to the people of the other account, by keyboard too', async ({ home, page }) => {
  await home.signIn(sam);
  await home.open(acme);
  const sections = page.getByRole('navigation', { name: 'Account', exact: true });
  await expect(sections.getByRole('link', { name: 'Home' })).toHaveAttribute('aria-current', 'page');
  await tabTo(page, sections.getByRole('link', { name: 'People' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/accounts\/10001\/people$/);
  await expect(sections.locator('[aria-current="page"]')).toHaveText('People');

  await tabTo(page, home.accounts.getByRole('link', { name: birch.name }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/accounts\/10002\/people$/);
  await expect(home.accounts.locator('[aria-current="page"]')).toContainText(birch.name);
  await expect(page.getByRole('main')).toContainText('Bruno Birch');
});

test('the people of somebody else’s account look like those of none', async ({ home, page, troubles }) => {
  troubles.allowStatus(404);
  await home.signIn(holder);
  for (const page404 of ['people', 'leave', 'contacts/1', 'contacts/1/remove', 'people/1/remove']) {
    const seen: string[] = [];
    for (const account of [birch, nobody]) {
      const answer = await page.goto(`/accounts/${account.number}/${page404}`);
      expect(answer?.status(), page404).toBe(404);
      seen.push((await page.locator('body').innerText()).replaceAll(account.number, 'N'));
    }
    expect(seen[0]).toBe(seen[1]);
  }
  for (const path of ['people/999/remove', 'people/x/remove', 'contacts/999', 'contacts/-1/remove', 'contacts/%3Cb%3E']) {
    expect((await page.goto(`/accounts/${acme.number}/${path}`))?.status(), path).toBe(404);
  }
});

test('a holder invites someone, and takes the invitation back', async ({ home, page }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await people.open(acme);
  await expect(people.inviteForm.getByRole('radio', { name: 'Sub-account' })).toBeChecked();
  await people.invite('new@example.com');
  await expect(people.done).toContainText('on its way');
  await expect(people.invitation('new@example.com')).toContainText(/Invited by Hanna Holt.*Sub-account.*Open until \d+ \w+/s);

  await people.invite('boss@example.com', 'Account holder');
  await expect(people.invitation('boss@example.com')).toContainText('Account holder');
  await people.invitation('new@example.com').getByRole('button', { name: 'Withdraw new@example.com' }).click();
  await expect(people.done).toContainText('withdrawn');
  await expect(people.invitation('new@example.com')).toHaveCount(0);
  await expect(people.invitation('boss@example.com')).toHaveCount(1);

  await page.reload();
  await expect(people.done, 'a notice is shown once').toHaveCount(0);
});

test('whoever has access is not invited again, and what was typed stays', async ({ home, page }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await people.open(acme);
  await people.invite(sam.email, 'Account holder');
  await expect(people.inviteForm.getByRole('alert')).toContainText('already has access');
  const email = people.inviteForm.getByLabel('Email');
  await expect(email).toHaveValue(sam.email);
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toBeFocused();
  await expect(people.inviteForm.getByRole('radio', { name: 'Account holder' })).toBeChecked();
  await expect(people.addForm.getByLabel('Email', { exact: true })).toHaveValue('');
  await expect(people.alert).toHaveCount(1);
});

test('a role is changed with one click, and the last holder stays', async ({ home, page }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await people.open(acme);
  await page.goto(`/accounts/${acme.number}/leave`);
  await expect(page.getByRole('main')).toContainText('at least one account holder');
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await page.getByRole('link', { name: 'Back to People' }).click();

  await people.member('Sam Shore').getByRole('button', { name: 'Make account holder (Sam Shore)' }).click();
  await expect(people.done).toHaveText('The role is changed.');
  await expect(people.member('Sam Shore')).toContainText('Account holder');
  await expect(people.member('Hanna Holt')).not.toContainText('The only account holder');

  await page.goto(`/accounts/${acme.number}/leave`);
  await page.getByRole('button', { name: `Leave ${acme.name}` }).click();
  await expect(page, 'nothing is left to sign in to').toHaveURL(/\/login$/);
  await expect(page.getByText('You have left the account')).toBeVisible();
  await home.signIn(sam);
  await people.open(acme);
  await expect(people.members.getByRole('listitem')).toHaveCount(1);
});

// axe is a script: it needs a browser that runs some.
for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the pages about people, ${colorScheme}`, { tag: '@wasm' }, async ({ home, page }) => {
    await page.emulateMedia({ colorScheme });
    const people = new PeoplePage(page);
    await home.signIn(holder);
    await people.open(acme);
    await people.invite(sam.email);
    await expect(people.alert).toBeVisible();
    const paths = ['people', 'people/3/remove', 'leave', 'contacts/1', 'contacts/1/remove'];
    for (const path of ['', ...paths]) {
      // The first is the page with the form that came back.
      if (path) await page.goto(`/accounts/${acme.number}/${path}`);
      await expect(page.getByRole('main')).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.flatMap(({ help, nodes }) => nodes.map(({ target }) => `${help} (${target.join(' ')})`)), path).toEqual([]);
    }
  });
}

test.describe('some time after signing in', () => {
  test.use({ movableClock: true });

  test('changes wait for the password', async ({ home, page, server }) => {
    const people = new PeoplePage(page);
    await home.signIn(holder);
    server.clock?.moveTo({ minutes: 16 });
    await people.open(acme);
    await expect(people.member('Sam Shore')).toBeVisible();
    await expect(people.addForm).toHaveCount(0);
    await expect(people.inviteForm).toHaveCount(0);

    await page.getByLabel('Password', { exact: true }).fill('not the password of anyone');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await expect(people.alert).toContainText('password isn’t right');
    await expect(people.addForm).toHaveCount(0);

    await page.getByLabel('Password', { exact: true }).fill(holder.password);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await expect(page).toHaveURL(/\/accounts\/10001\/people$/);
    await expect(people.done).toContainText('confirmed');
    await expect(people.addForm).toBeVisible();
  });
});
