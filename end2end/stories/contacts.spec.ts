// Sub-contacts: a list that holders keep of people who never sign in.
import { expect, test } from '../support/fixtures';
import { acme, birch, holder, sam } from '../support/people';
import { fillContact, PeoplePage } from '../support/people-page';

test('a sub-contact is listed, changed and removed', async ({ home, page }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await people.open(acme);
  await people.addContact({ name: 'Robin Reed', phone: '+44 20 7946 0000', note: 'Mondays only\nAsk for Robin' });
  await expect(people.done).toHaveText('The sub-contact is added.');
  await expect(people.contact('Robin Reed')).toContainText('+44 20 7946 0000');
  expect(await people.contact('Robin Reed').innerText(), 'a note keeps its lines').toMatch(/Mondays only\nAsk for Robin/);
  await expect(people.addForm.getByLabel('Name'), 'the form is empty again').toHaveValue('');

  await people.contact('Robin Reed').getByRole('link', { name: 'Edit Robin Reed' }).click();
  const form = page.getByRole('main');
  await expect(form.getByLabel('Note')).toHaveValue('Mondays only\nAsk for Robin');
  await fillContact(form, { name: 'Robin Reeds', email: 'robin@example.com', phone: '' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(people.done).toHaveText('The sub-contact is changed.');
  await expect(page).toHaveURL(/\/accounts\/10001\/people$/);
  await expect(people.contact('Robin Reeds')).toContainText('robin@example.com');
  await expect(people.contact('Robin Reeds')).not.toContainText('7946');

  await people.contact('Robin Reeds').getByRole('link', { name: 'Remove Robin Reeds' }).click();
  await page.getByRole('button', { name: 'Remove Robin Reeds' }).click();
  await expect(page).toHaveURL(/\/accounts\/10001\/people$/);
  await expect(people.done).toHaveText('The sub-contact is removed.');
  await expect(people.contact('Robin Reeds')).toHaveCount(0);
  await expect(people.contact('Dana Field')).toHaveCount(1);
});

for (const [does, clears] of [['clears', true], ['keeps', false]] as const) {
  test(`removing a sub-contact ${does} the Master PIN, as chosen`, async ({ home, page }) => {
    const people = new PeoplePage(page);
    await home.signIn(holder);
    await home.expand();
    const master = await home.generate('Master PIN');
    const oneTime = await home.generate('One-Time PIN');

    await people.open(acme);
    await people.contact('Dana Field').getByRole('link', { name: 'Remove Dana Field' }).click();
    const box = page.getByRole('checkbox', { name: 'Clear the Master PIN too? They may know it.' });
    await expect(box).toBeChecked();
    if (!clears) await box.uncheck();
    await page.getByRole('button', { name: 'Remove Dana Field' }).click();
    await expect(people.done).toBeVisible();
    await expect(people.contact('Dana Field')).toHaveCount(0);

    await home.open(acme);
    await home.expand();
    if (clears) await home.expectNoLiveCode('Master PIN');
    else await home.expectLiveCode('Master PIN', master);
    await home.expectLiveCode('One-Time PIN', oneTime);
  });
}

test('a sub-contact on two accounts is removed from one alone', async ({ home, page, anotherBrowser }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await people.open(acme);
  await people.contact('Dana Field').getByRole('link', { name: 'Remove Dana Field' }).click();
  await page.getByRole('button', { name: 'Remove Dana Field' }).click();
  await expect(people.contacts).toContainText('No sub-contacts yet.');

  const sams = await anotherBrowser();
  await home.on(sams).signIn(sam);
  await people.on(sams).open(birch);
  await expect(people.on(sams).contact('Dana Field')).toHaveCount(1);
});

test('what cannot be used is said in the form, with what was typed', async ({ home, page }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await people.open(acme);
  const expectMended = async (label: string, sentence: string, kept: string) => {
    await expect(people.addForm.getByRole('alert')).toContainText(sentence);
    await expect(people.addForm.getByLabel(label, { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(people.addForm.getByLabel(label, { exact: true })).toBeFocused();
    await expect(people.addForm.getByLabel('Name')).toHaveValue(kept);
  };
  await people.addContact({ name: 'Robin', note: 'Mondays' });
  await expectMended('Email', 'Enter an email or a phone number', 'Robin');
  await expect(people.addForm.getByLabel('Note')).toHaveValue('Mondays');
  await people.addContact({ phone: 'call me' });
  await expectMended('Phone', 'at least 5 digits', 'Robin');
  await expect(people.addForm.getByLabel('Phone', { exact: true })).toHaveValue('call me');
  await people.addContact({ phone: '+1 555 0100' });
  await expect(people.contact('Robin')).toContainText('+1 555 0100');
  await expect(people.alert).toHaveCount(0);
});

test('a sub-contact that another tab removed is told to be gone', async ({ home, page }) => {
  const people = new PeoplePage(page);
  await home.signIn(holder);
  await people.open(acme);
  await people.contact('Dana Field').getByRole('link', { name: 'Remove Dana Field' }).click();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Remove Dana Field' }).click();
  await expect(people.on(other).done).toBeVisible();

  await page.getByRole('button', { name: 'Remove Dana Field' }).click();
  await expect(people.alert).toContainText('isn’t there any more');
  await expect(people.contacts).toContainText('No sub-contacts yet.');
});

test('tabs on two accounts change each its own', async ({ home, page, server }) => {
  const people = new PeoplePage(page);
  await home.signIn(sam);
  await home.open(acme);
  await home.expand();
  const other = home.on(await page.context().newPage());
  await other.open(birch);
  await other.expand();
  const ofAcme = await home.generate('Master PIN');
  const ofBirch = await other.generate('Master PIN');

  await people.open(acme);
  await people.on(other.page).open(birch);
  await page.getByRole('link', { name: 'Leave this account' }).click();
  await page.getByRole('button', { name: `Leave ${acme.name}` }).click();
  await expect(page).toHaveURL(`${server.origin}/accounts/${birch.number}`);
  await expect(page.getByRole('main').getByText('You have left the account')).toBeVisible();
  await home.ready();
  await home.expectLiveCode('Master PIN', ofBirch);
  expect(ofAcme).toMatch(/^\d{5}$/);
});
