// What the page has shown is kept: after an orderly stop, and after none.
import { expect, test } from '../support/fixtures';
import { holder } from '../support/people';

for (const end of ['stop', 'kill'] as const) {
  test(`PINs and sign-in outlive a server that was ${end === 'stop' ? 'stopped' : 'killed'}`, async ({
    home,
    server,
    troubles,
  }) => {
    // The stream of events of the page that is open breaks off, and it asks for another.
    troubles.allow(/ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_(RESET|REFUSED)/);
    await home.signIn(holder);
    await home.expand();
    const master = await home.generate('Master PIN');
    const oneTime = await home.generate('One-Time PIN');
    const expiry = await home.timer().locator('time').getAttribute('datetime');

    await server[end]();
    await server.launch();

    await home.reload();
    await home.expectExpanded();
    await home.expectLiveCode('Master PIN', master);
    await home.expectLiveCode('One-Time PIN', oneTime);
    await expect(home.timer().locator('time')).toHaveAttribute('datetime', expiry ?? '');
    expect(await home.generate('Master PIN')).not.toBe(master);
  });
}

test('a server that is away is said so where the person looks, and the next click works', { tag: '@wasm' }, async ({
  home,
  server,
  troubles,
}) => {
  // Without WebAssembly the browser itself says that nobody answers.
  troubles.allow(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  await home.signIn(holder);
  await home.expand();
  const master = await home.generate('Master PIN');

  await server.stop();
  await home.generateButton('Master PIN').click();
  await expect(home.row('Master PIN').getByRole('alert')).toHaveText(/\S+ \S+ \S+/);
  await home.expectLiveCode('Master PIN', master);

  await server.launch();
  expect(await home.generate('Master PIN')).not.toBe(master);
  await expect(home.alert).toHaveCount(0);
});
