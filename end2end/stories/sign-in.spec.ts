// Who may come in, what is said to who may not, and what is left behind after leaving.
import { expect, test } from '../support/fixtures';
import { acme, holder, sam } from '../support/people';

test('a wrong password and an unknown e-mail address are told the same', async ({ home, page, troubles }) => {
  troubles.allowStatus(401);
  const said: string[] = [];
  for (const person of [
    { email: holder.email, password: 'not the password of anyone' },
    { email: 'unknown@acme.example', password: holder.password },
  ]) {
    await page.goto('/login');
    await home.fillSignIn(person);
    await expect(home.alert).toHaveText(/\S+ \S+ \S+/);
    await expect(page).toHaveURL(/\/login/);
    await expect(page.getByLabel('Email', { exact: true })).toHaveValue(person.email);
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
    said.push(await home.alert.innerText());
  }
  expect(said[0]).toBe(said[1]);

  await test.step('the right password then works', async () => {
    await home.fillSignIn(holder);
    await page.waitForURL(/\/accounts\/10001/);
  });
});

test('an address typed in capitals and with spaces around it is the same address', async ({ home }) => {
  await home.signIn({ ...holder, email: 'Holder@ACME.example' });
});

test('a form with an empty field is not sent', async ({ home, page }) => {
  await page.goto('/login');
  await home.fillSignIn({ email: holder.email, password: '' });
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await home.fillSignIn({ email: '', password: holder.password });
  await expect(page.getByLabel('Email', { exact: true })).toBeFocused();
  await expect(page).toHaveURL(/\/login$/);
});

test('who is not signed in is asked to, and then is home', async ({ home, page }) => {
  for (const path of ['/', `/accounts/${acme.number}`]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/login/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
    await expect(home.signOutButton).toHaveCount(0);
  }
  await home.fillSignIn(holder);
  await expect(page).toHaveURL(/\/accounts\/10001$/);
});

test('who is signed in finds no second sign-in form', async ({ home, page }) => {
  await home.signIn(holder);
  await page.goto('/login');
  await expect(page).toHaveURL(/\/accounts\/10001$/);
});

test('after signing out, the way back shows no PIN', async ({ home, page }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');
  await home.signOut();

  await page.goBack();
  await expect(page).toHaveURL(/\/login/);
  await expect(page.getByText(code)).toHaveCount(0);
});

test('a tab whose session was ended elsewhere says to sign in again, and changes nothing', async ({ home, page, troubles }) => {
  troubles.allowStatus(401);
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('Master PIN');
  const other = home.on(await page.context().newPage());
  await other.open(acme);
  await other.signOut();

  await home.generateButton('Master PIN').click();
  await expect(home.alert.filter({ hasText: /sign in/i }).or(page.getByRole('heading', { name: 'Sign in' })).first()).toBeVisible();

  await other.signIn(holder);
  await other.expectLiveCode('Master PIN', code);
});

test('signing out ends this session alone', async ({ home, anotherBrowser }) => {
  await home.signIn(sam);
  const elsewhere = home.on(await anotherBrowser());
  await elsewhere.signIn(sam);
  await home.signOut();
  await elsewhere.reload();
});
