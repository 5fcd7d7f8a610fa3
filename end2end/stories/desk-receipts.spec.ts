// A caller is passed on: a second agent opens the receipt, and the caller need not be asked again.
import { Client } from '../support/client';
import { agent, Desk, lead, unlike } from '../support/desk';
import { expect, test as base } from '../support/fixtures';
import { acme, birch, holder, nobody } from '../support/people';

/** Two agents, each at their own desk, beside the customer's browser. */
const test = base.extend<{ desk: Desk; colleague: Desk }>({
  desk: async ({ anotherBrowser }, use) => {
    const desk = new Desk(await anotherBrowser());
    await desk.signIn();
    await use(desk);
  },
  colleague: async ({ anotherBrowser }, use) => {
    const desk = new Desk(await anotherBrowser());
    await desk.signIn(lead);
    await use(desk);
  },
});

test('a colleague opens a receipt by its number and its account', async ({ colleague, desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  const code = await home.generate('One-Time PIN');
  await desk.channel.getByRole('radio', { name: 'Chat', exact: true }).check();
  await desk.contact.fill('Dana Field');
  await desk.ticket.fill('T-1001');
  const number = await desk.verifyForReceipt(acme.number, code);

  await colleague.openReceipt(number, acme.number);
  await expect(colleague.receipt('Receipt is valid')).toBeVisible();
  for (const part of [acme.name, acme.number, 'in chat', 'Dana Field', 'T-1001', 'One-Time PIN', 'left)', 'Cancelling']) {
    await expect(colleague.receipt('Receipt is valid')).toContainText(part);
  }
  await expect(colleague.result, 'nothing was verified here').toHaveCount(0);
  expect(await colleague.page.content(), 'nobody at the desk sees a PIN').not.toContain(code);
  await home.reload();
  await expect(home.page.getByRole('region', { name: 'Recent activity' })).toContainText('opened the receipt');

  await test.step('in small letters and without the space', async () => {
    await colleague.openReceipt(number.replace(' ', '').toLowerCase(), acme.number);
    await expect(colleague.receipt('Receipt is valid')).toBeVisible();
  });
});

test('a number without its account opens nothing', async ({ colleague, desk, home }) => {
  await home.signIn(holder);
  await home.expand();
  const number = await desk.verifyForReceipt(acme.number, await home.generate('Master PIN'));
  for (const [receipt, account] of [[number, birch.number], [number, nobody.number], ['0000 0000', acme.number]] as const) {
    await colleague.openReceipt(receipt, account);
    await expect(colleague.alert).toHaveText(/^There is no such receipt on this account/);
    await expect(colleague.receiptNumber).toHaveValue(receipt);
  }
  await colleague.openReceipt('7K3M', acme.number);
  await expect(colleague.alert).toHaveText(/^Enter the receipt’s 8 letters and digits/);
  await expect(colleague.receiptNumber).toBeFocused();
  await colleague.openReceipt(number, 'acme');
  await expect(colleague.alert).toHaveText(/^Enter the account number that your colleague gave you/);
  await home.reload();
  await expect(home.page.getByRole('region', { name: 'Recent activity' })).not.toContainText('receipt');
});

test.describe('where receipts last a second', () => {
  test.use({ settings: { PINS_RECEIPT_LIFETIME: '1s' } });

  test('one that is over says so', async ({ colleague, desk, home }) => {
    await home.signIn(holder);
    await home.expand();
    const number = await desk.verifyForReceipt(acme.number, await home.generate('Master PIN'));
    await expect(async () => {
      await colleague.openReceipt(number, acme.number);
      await expect(colleague.receipt('Receipt is over')).toBeVisible({ timeout: 100 });
    }).toPass();
    await expect(colleague.receipt('Receipt is over')).toContainText('Ask the caller for a PIN');
    await expect(colleague.receipt('Receipt is over')).not.toContainText('Good for');
  });
});

test('to a customer there are no receipts', async ({ server }) => {
  const client = await Client.signedIn(server.origin, holder);
  const fields = { account: acme.number, receipt: '7K3M9Q2F' };
  expect((await client.call('/api/open_receipt', fields)).status()).toBe(404);
  await client.close();
  const stranger = await Client.open(server.origin);
  expect((await stranger.call('/api/open_receipt', fields)).status()).toBe(401);
  await stranger.close();
  const staff = await Client.signedIn(server.origin, agent);
  expect((await staff.call('/api/open_receipt', fields)).status()).toBe(404);
  expect((await staff.call('/api/open_receipt', { ...fields, receipt: unlike() })).status()).toBe(422);
  await staff.close();
});
