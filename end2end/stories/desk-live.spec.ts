// A customer looks at their page while someone at support is asked for a PIN: whatever comes of it shows there at once.
import { Desk, lead, unlike } from '../support/desk';
import { expect, test as base } from '../support/fixtures';
import type { Home } from '../support/home';
import { AT_ONCE, expectCodeWithin, expectNoCodeWithin, openLive } from '../support/live';
import { acme, holder, KINDS, sam } from '../support/people';
import { Recent } from '../support/recent';

/** An agent at their desk beside the customer's open page, and what that page lists. */
const test = base.extend<{ desk: Desk; recent: Recent }>({
  desk: async ({ anotherBrowser }, use) => {
    const desk = new Desk(await anotherBrowser());
    await desk.signIn();
    await use(desk);
  },
  recent: async ({ home }, use) => {
    await openLive(home, holder);
    await use(new Recent(home.page));
  },
});

const VERIFIES_NOBODY = 'Support verifies nobody for this account';

/** The panel says why support verifies nobody. */
async function expectLock(home: Home, said: string | RegExp): Promise<void> {
  await expect(home.panel).toContainText(said, { timeout: AT_ONCE });
}

test('a right Master PIN shows as used, and stays', async ({ desk, home, recent }) => {
  const code = await home.generate('Master PIN');
  await expect(recent.notMe).toHaveCount(0);
  await desk.verify(acme.number, code, 'Account verified');
  await recent.expectLatestWithin(AT_ONCE, 'Someone who phoned support was verified with the Master PIN.');
  await home.expectLiveCode('Master PIN', code);
  await expect(recent.notMe).toBeVisible();
});

test('a right One-Time PIN shows as used in its row at once', async ({ desk, home, recent }) => {
  const code = await home.generate('One-Time PIN');
  await desk.channel.getByRole('radio', { name: 'Chat', exact: true }).check();
  await desk.verify(acme.number, code, 'Account verified');
  await expect(home.code('One-Time PIN')).toHaveText('Used', { timeout: AT_ONCE });
  await expect(home.timer()).toHaveCount(0);
  await recent.expectLatestWithin(AT_ONCE, 'Someone in chat was verified with the One-Time PIN. It is used up.');
  await expect(home.announcement).toContainText('One-Time PIN: Used on');
  await desk.verify(acme.number, code, 'No live PIN');
  await home.expectNoLiveCode('One-Time PIN');
});

test('a wrong PIN is listed as a warning, and nothing else changes', async ({ desk, home, recent }) => {
  const code = await home.generate('Master PIN');
  await desk.verify(acme.number, unlike(code), 'Not verified');
  await recent.expectLatestWithin(AT_ONCE, 'Warning: Someone on the phone gave support a wrong PIN.');
  await home.expectLiveCode('Master PIN', code);
  await expect(recent.notMe).toBeVisible();
});

test('where there is no PIN, nothing is compared, and nothing is listed', async ({ desk, home, recent }) => {
  await desk.verify(acme.number, '12345', 'No live PIN');
  // What comes next is listed alone.
  await home.generate('Master PIN');
  await recent.expectLatestWithin(AT_ONCE, 'generated a Master PIN.');
  await expect(recent.happenings).toHaveCount(1);
  await expect(recent.notMe).toHaveCount(0);
});

test.describe('a day later', () => {
  test.use({ movableClock: true });

  test('a PIN whose time was over verifies nobody', async ({ context, desk, home, recent, server }) => {
    const code = await home.generate('One-Time PIN');
    server.clock?.moveTo({ hours: 24 });
    // A day is longer than any session.
    await context.clearCookies();
    await desk.page.context().clearCookies();
    await openLive(home, holder);
    await desk.signIn();
    await expect(home.code('One-Time PIN')).toHaveText('Expired');
    await desk.verify(acme.number, code, 'No live PIN');
    await expect(home.code('One-Time PIN')).toHaveText('Expired');
    await expect(recent.notMe).toHaveCount(0);
  });
});

test('too many wrong PINs lock the account, and generating ends that at once', async ({ desk, home, recent }) => {
  const code = await home.generate('Master PIN');
  for (let tries = 0; tries < 5; tries += 1) await desk.verify(acme.number, unlike(code), 'Not verified');
  await expectLock(home, 'Support can’t verify anyone for this account');
  await recent.expectLatestWithin(AT_ONCE, 'Too many wrong PINs were given');
  await expect(recent.notMe).toBeVisible();
  await desk.verify(acme.number, code, 'Locked');

  const fresh = await home.generate('Master PIN');
  await expect(home.panel).not.toContainText('Support can’t verify anyone');
  await desk.verify(acme.number, fresh, 'Account verified');
  await recent.expectLatestWithin(AT_ONCE, 'was verified with the Master PIN');
});

test.describe('where three wrong PINs a day are too many', () => {
  test.use({ settings: { PINS_LIMIT_WRONG_IN_A_ROW: '2', PINS_LIMIT_WRONG_A_DAY: '3' } });

  test('the lock of the day says until when, and generating does not end it', async ({ desk, home, recent }) => {
    let code = await home.generate('Master PIN');
    for (let tries = 0; tries < 2; tries += 1) await desk.verify(acme.number, unlike(code), 'Not verified');
    await expectLock(home, 'too many wrong PINs were given. Generate');
    code = await home.generate('Master PIN');
    await desk.verify(acme.number, unlike(code), 'Not verified');
    await expectLock(home, /can’t verify anyone for this account until \d+ \w+ \d{4}, \d\d:\d\d/);
    await recent.expectLatestWithin(AT_ONCE, 'Too many wrong PINs were given within a day');

    code = await home.generate('Master PIN');
    await expectLock(home, 'A new PIN doesn’t change that.');
    await desk.verify(acme.number, code, 'Locked');
  });
});

/** The number of the receipt that a verification says. */
function receiptIn(said: string): string {
  const [number] = said.match(/\b[0-9A-Z]{4} [0-9A-Z]{4}\b/) ?? [];
  expect(number, said).toBeDefined();
  return number ?? '';
}

async function openReceipt({ page }: Desk, receipt: string, says: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Receipt', exact: true }).fill(receipt);
  await page.getByRole('textbox', { name: 'Its account', exact: true }).fill(acme.number);
  await page.getByRole('button', { name: 'Open receipt', exact: true }).click();
  await expect(page.getByRole('main')).toContainText(says);
}

test('a receipt that a colleague opens is listed', async ({ anotherBrowser, desk, home, recent }) => {
  const code = await home.generate('One-Time PIN');
  const receipt = receiptIn(await desk.verify(acme.number, code, 'Account verified'));
  await recent.expectLatestWithin(AT_ONCE, 'was verified with the One-Time PIN');
  const colleague = new Desk(await anotherBrowser());
  await colleague.signIn(lead);
  await openReceipt(colleague, receipt, 'Receipt is valid');
  await recent.expectLatestWithin(AT_ONCE, 'Someone at support opened the receipt of an earlier verification');
  await expect(recent.notMe).toBeVisible();
});

test('“That wasn’t me” takes back what support did and locks, until a PIN is generated', async ({
  anotherBrowser,
  desk,
  home,
  recent,
}) => {
  const there = home.on(await anotherBrowser());
  await openLive(there, sam);
  const master = await home.generate('Master PIN');
  await expectCodeWithin(AT_ONCE, there, 'Master PIN', master);
  const oneTime = await home.generate('One-Time PIN');
  await expectCodeWithin(AT_ONCE, there, 'One-Time PIN', oneTime);
  const receipt = receiptIn(await desk.verify(acme.number, master, 'Account verified'));
  await recent.expectLatestWithin(AT_ONCE, 'was verified');
  const recentThere = new Recent(there.page);
  await expect(recentThere.notMe).toBeVisible();

  await test.step('on the customer’s page everything is cleared and locked, without a load', async () => {
    await home.page.evaluate(() => document.body.setAttribute('data-same-page', ''));
    await recent.notMe.click();
    for (const kind of KINDS) await expectNoCodeWithin(AT_ONCE, home, kind);
    await expectLock(home, VERIFIES_NOBODY);
    await expect(home.row('Master PIN')).toContainText(/Cleared by .+ Generate a new one/);
    await expect(home.announcement).toHaveText(/^Thanks for telling us\. Your PINs are cleared/);
    await expect(recent.notMe).toHaveCount(0);
    await expect(home.bar, 'whoever pressed it by keyboard goes on at the panel').toBeFocused();
    await expect(home.page.locator('body[data-same-page]')).toHaveCount(1);
    await expect(home.alert).toHaveCount(0);
  });

  await test.step('another open page sees it too', async () => {
    for (const kind of KINDS) await expectNoCodeWithin(AT_ONCE, there, kind);
    await expectLock(there, VERIFIES_NOBODY);
    await expect(there.announcement).toContainText(VERIFIES_NOBODY);
    await expect(recentThere.notMe).toHaveCount(0);
    await there.collapse();
    await expect(there.page.getByText('Verification locked · No PIN set')).toBeVisible();
  });

  await test.step('the desk is told', async () => {
    expect(await desk.verify(acme.number, master, 'Locked')).toContain('none of theirs');
    await openReceipt(desk, receipt, 'Receipt reported');
    await desk.open();
  });

  await test.step('generating ends it', async () => {
    const fresh = await home.generate('Master PIN');
    await expect(home.panel).not.toContainText(VERIFIES_NOBODY);
    await desk.verify(acme.number, fresh, 'Account verified');
    await recent.expectLatestWithin(AT_ONCE, 'was verified with the Master PIN');
    await expect(recent.notMe).toBeVisible();
  });
});

for (const panel of ['open', 'closed'] as const) {
  test(`a double click reports once and hits nothing else, the panel ${panel}`, async ({ desk, home, recent }) => {
    const code = await home.generate('Master PIN');
    await desk.verify(acme.number, unlike(code), 'Not verified');
    if (panel === 'closed') await home.collapse();
    const sent: string[] = [];
    home.page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
    });
    await recent.notMe.dblclick();
    await home.expectExpanded();
    await expectNoCodeWithin(AT_ONCE, home, 'Master PIN');
    await recent.expectTold('reported a call or chat', 1);
    await recent.expectTold('generated a', 1);
    expect(sent.filter((path) => path !== '/api/show_pins')).toEqual(['/api/report_verification']);
  });
}

test('while it works the button says so, and what keeps it from working is said where it can be read', async ({
  desk,
  home,
  recent,
  troubles,
}) => {
  troubles.allow(/ERR_FAILED/);
  const code = await home.generate('Master PIN');
  await desk.verify(acme.number, unlike(code), 'Not verified');
  await home.collapse();
  let fail = () => {};
  const asked = new Promise<void>((done) => (fail = done));
  await home.page.route('**/api/report_verification', async (route) => {
    await asked;
    await route.abort();
  });
  await recent.notMe.click();
  await expect(recent.notMe).toHaveAttribute('aria-busy', 'true');
  fail();
  await expect(home.panel.getByRole('alert')).toContainText('No answer came from the server.');
  await expect(recent.notMe).toHaveAttribute('aria-busy', 'false');
  await home.expectLiveCode('Master PIN', code);

  await home.page.unroute('**/api/report_verification');
  await recent.notMe.click();
  await expectNoCodeWithin(AT_ONCE, home, 'Master PIN');
  await expect(home.alert).toHaveCount(0);
});
