// The help page: open to all, with this installation's numbers, and each question where its link leads.
import type { Page } from '@playwright/test';
import { Client } from '../support/client';
import { expect, test } from '../support/fixtures';
import { holder, PASSWORD } from '../support/people';

const QUESTIONS = [
  'Where is my PIN?',
  'How do I set one up?',
  'How do I change or remove one?',
  'Which kinds of PIN are there?',
  'Which one is right for me?',
  'Who can see and generate PINs?',
  'Do I need a PIN for each account?',
  'When do I need a PIN?',
  'What do I tell support?',
  'How do I read it aloud?',
  'What is a PIN not good for?',
  'Why is my PIN not accepted?',
  'What if that wasn’t me?',
  'What does support never ask for?',
];

const title = (page: Page) => page.getByRole('heading', { level: 1 });
const helpLink = (page: Page) => page.getByRole('banner').getByRole('link', { name: 'Help', exact: true });

test('whoever is not signed in reads it, and comes from the sign-in and back to it', async ({ home, page }) => {
  await page.goto('/login');
  await helpLink(page).click();
  await expect(page).toHaveURL(/\/help$/);
  await expect(title(page)).toHaveText('Help with Security Pins');
  await expect(page).toHaveTitle(/^Help with Security Pins/);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(QUESTIONS);
  await expect(home.signOutButton).toHaveCount(0);
  await page.getByRole('banner').getByRole('link', { name: 'Sign in', exact: true }).click();
  await expect(title(page)).toHaveText('Sign in');
});

test('whoever is signed in stays signed in', async ({ home, page }) => {
  await home.signIn(holder);
  await helpLink(page).click();
  await expect(title(page)).toHaveText('Help with Security Pins');
  await expect(helpLink(page)).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in', exact: true })).toHaveCount(0);
  await page.goBack();
  await home.ready();
  await helpLink(page).click();
  await home.signOut();
});

test('the desk’s people read it too', async ({ home, page }) => {
  await page.goto('/login');
  await home.fillSignIn({ email: 'agent@support.example', password: PASSWORD });
  await expect(page).toHaveURL(/\/desk$/);
  await helpLink(page).click();
  await expect(title(page)).toHaveText('Help with Security Pins');
  await expect(home.signOutButton).toBeVisible();
});

test('each link of the contents leads to its question', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/help');
  const links = page.getByRole('navigation', { name: 'On this page' }).getByRole('link');
  await expect(links).toHaveText(QUESTIONS);
  for (const question of QUESTIONS) {
    const link = links.filter({ hasText: question });
    const place = await link.getAttribute('href');
    await link.click();
    await expect(page).toHaveURL(new RegExp(`/help${place}$`));
    await expect(page.locator(':target').getByRole('heading', { level: 2 })).toHaveText(question);
    await expect(page.getByRole('heading', { name: question })).toBeInViewport();
  }
});

test('on paper there are questions and answers, and nothing to press', async ({ page }) => {
  await page.goto('/help');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: 'Where is my PIN?' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'On this page' })).toBeHidden();
  await expect(page.getByRole('banner')).toBeHidden();
});

test('where nothing is chosen, it tells the usual numbers', async ({ page }) => {
  await page.goto('/help');
  const main = page.getByRole('main');
  await expect(main).toContainText('Works once, within 24 hours.');
  await expect(main).toContainText('After 5 wrong PINs in a row,');
});

test.describe('where the operator chose other numbers', () => {
  test.use({
    settings: { PINS_ONE_TIME_LIFETIME: '15m', PINS_CODE_LENGTH: '6', PINS_LIMIT_WRONG_IN_A_ROW: '4' },
  });

  test('it tells those', async ({ page }) => {
    await page.goto('/help');
    const main = page.getByRole('main');
    await expect(main).toContainText('Works once, within 15 minutes.');
    await expect(main).toContainText('The PIN has 6 digits');
    await expect(main).toContainText('After 4 wrong PINs in a row,');
    await expect(main).not.toContainText('Works once, within 24 hours.');
  });
});

test('a program reads it without a cookie, and is given none', async ({ server }) => {
  const client = await Client.open(server.origin);
  const answer = await client.get('/help');
  expect(answer.status()).toBe(200);
  expect(answer.headers()['set-cookie']).toBeUndefined();
  await client.close();
});
