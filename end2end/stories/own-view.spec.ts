// The help and the pages around the sign-in on small screens, in large letters and in the dark, and what axe says of them.
import { expect, test } from '../support/fixtures';
import { doubleLetters, expectNoSidewaysScroll, expectNoViolation } from '../support/looks';
import { linkIn, mailTo } from '../support/mail';
import { enterCode, OwnSignIn } from '../support/own-sign-in';
import { holder } from '../support/people';

for (const view of [
  { name: 'a phone', width: 360, height: 740, large: false, colorScheme: 'light' },
  { name: 'letters of twice the size on a phone', width: 360, height: 740, large: true, colorScheme: 'light' },
  { name: 'a desktop', width: 1280, height: 900, large: false, colorScheme: 'light' },
  { name: 'a desktop in the dark', width: 1280, height: 900, large: false, colorScheme: 'dark' },
] as const) {
  test.describe(view.name, () => {
    test.use({ movableClock: true });

    test(`the help and everything around the sign-in can be read on ${view.name}`, async ({ home, page, server, troubles }, testInfo) => {
      test.slow();
      troubles.allowStatus(404);
      await page.setViewportSize({ width: view.width, height: view.height });
      await page.emulateMedia({ colorScheme: view.colorScheme });
      const look = async (where: string) => {
        if (view.large) await doubleLetters(page);
        await expectNoSidewaysScroll(page, where);
        await expectNoViolation(page, where);
        // Kept beside the results, for eyes.
        await page.screenshot({ fullPage: true, path: testInfo.outputPath(`${where}.png`) });
      };
      const own = new OwnSignIn(page);

      await page.goto('/login');
      await look('sign-in');
      await page.goto('/help');
      await look('help');
      await page.goto('/forgot-password');
      await page.getByLabel('Email', { exact: true }).fill(holder.email);
      await page.getByRole('button', { name: 'Send the link' }).click();
      await expect(page.getByRole('status')).toBeVisible();
      await look('forgot password');
      await page.goto(linkIn(await mailTo(server, holder.email, 'Choose a new password'), '/new-password'));
      await page.getByLabel('New password', { exact: true }).fill('short');
      await page.getByRole('button', { name: 'Save the password' }).click();
      await expect(home.alert).toBeVisible();
      await look('new password');
      await page.goto('/new-password');
      await look('dead link');

      await home.signIn(holder);
      await own.open();
      await look('off');
      const app = await own.offerSecondFactor();
      await look('offered');
      await own.typeFirstCode('000 00');
      await expect(own.secondFactor.getByLabel('Code', { exact: true })).toBeFocused();
      await look('a wrong code');
      await own.typeFirstCode(app.code());
      await look('recovery codes');
      await own.keepRecoveryCodes();
      await look('on');
      server.clock?.moveTo({ minutes: 16 });
      await page.reload();
      await expect(own.confirm.getByLabel('Code', { exact: true })).toBeVisible();
      await look('confirm');
      await home.signOut();
      await home.fillSignIn(holder);
      await enterCode(page, '000000');
      await expect(home.alert).toBeVisible();
      await look('code');
    });
  });
}
