// A second factor: turned on with an app, asked for at the sign-in, and the ways out when the phone is gone.
import { expect, test } from '../support/fixtures';
import { mailTo } from '../support/mail';
import { enterCode, OwnSignIn, toldTo } from '../support/own-sign-in';
import { holder, sam } from '../support/people';

test('whoever turned it on signs in with a code, and each code works once', async ({ home, mode, page, server, troubles }) => {
  troubles.allowStatus(401);
  const own = new OwnSignIn(page);
  await home.signIn(holder);
  await own.open();
  await expect(own.secondFactor).toContainText('Off.');

  const app = await test.step('a wrong code turns nothing on, and is told beside the field', async () => {
    const app = await own.offerSecondFactor();
    await own.typeFirstCode('not a code');
    await expect(own.secondFactor.getByRole('alert')).toContainText('That code isn’t right.');
    return app;
  });
  const code = app.code();
  await own.typeFirstCode(code);
  await own.keepRecoveryCodes();
  await expect(own.secondFactor).toContainText('On since');
  await expect(own.secondFactor).toContainText(toldTo(mode));
  await expect(own.secondFactor).toContainText('10 recovery codes');
  await mailTo(server, holder.email, /second factor/i);

  await home.signOut();
  await home.fillSignIn(holder);
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused();

  await test.step('nobody is signed in before the code', async () => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/login$/);
    await expect(home.signOutButton).toHaveCount(0);
  });
  await enterCode(page, code);
  await expect(home.alert).toContainText('That code isn’t right.');
  await enterCode(page, app.code(1));
  await expect(page).toHaveURL(/\/accounts\/10001$/);
});

test('a recovery code signs in once', async ({ home, page, troubles }) => {
  troubles.allowStatus(401);
  const own = new OwnSignIn(page);
  await home.signIn(holder);
  await own.open();
  const { recoveryCodes } = await own.turnOnSecondFactor();
  const [first = '', second = ''] = recoveryCodes;

  await home.signOut();
  await home.fillSignIn(holder);
  await enterCode(page, first.toLowerCase().replace('-', ' '));
  await home.ready();
  await own.open();
  await expect(own.secondFactor).toContainText('9 recovery codes');

  await home.signOut();
  await home.fillSignIn(holder);
  await enterCode(page, first);
  await expect(home.alert).toContainText('That code isn’t right.');

  await test.step('new ones replace those that are left', async () => {
    await enterCode(page, second);
    await home.ready();
    await own.open();
    await own.secondFactor.getByRole('button', { name: 'Get new recovery codes' }).click();
    const renewed = await own.keepRecoveryCodes();
    expect(renewed.filter((code) => recoveryCodes.includes(code))).toEqual([]);
    await expect(own.secondFactor).toContainText('10 recovery codes');
  });
});

test('who waits for a code can let someone else sign in', async ({ home, page }) => {
  const own = new OwnSignIn(page);
  await home.signIn(holder);
  await own.open();
  await own.turnOnSecondFactor();
  await home.signOut();
  await home.fillSignIn(holder);
  await page.getByRole('link', { name: 'Sign in as someone else' }).click();
  await home.fillSignIn(sam);
  await home.ready();
});

test('turned off, the password alone is asked for', async ({ home, page }) => {
  const own = new OwnSignIn(page);
  await home.signIn(holder);
  await own.open();

  await test.step('one that was not proved yet is taken back', async () => {
    await own.offerSecondFactor();
    await own.secondFactor.getByRole('button', { name: 'Cancel' }).click();
    await expect(own.secondFactor).toContainText('Off.');
  });

  await own.turnOnSecondFactor();
  await own.secondFactor.getByRole('button', { name: 'Turn off' }).click();
  await expect(own.secondFactor.getByRole('status')).toContainText('Your second factor is off.');
  await home.signOut();
  await home.signIn(holder);
});
