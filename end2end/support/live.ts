// A home page that is open in one browser while something changes elsewhere.
import { expect, type Locator, type Request } from '@playwright/test';
import type { Home } from './home';
import type { Kind, Person } from './people';

// A page shows within a second what was done elsewhere; `make bench` measures that on a quiet machine. A busy one gets
// more here, but less than the five seconds after which a page would have found out without being told.
/** Within this time a page shows what was done in another browser, counted from when that one shows it. */
export const AT_ONCE = 4_000;
/** And what was done by a command, which is another process. */
export const BY_COMMAND = 4_500;
/** And after the first pause before a connection is opened again. */
export const AFTER_A_PAUSE = 6_000;
/** How long a page may take that notices by itself that its connection broke: its first pauses are half a second, 1, 2 and 4 seconds. */
export const SECONDS = { timeout: 10_000 };

/** Often enough for a limit of one second: the usual pauses between looks grow to as much. */
const LOOKS = [20];

export function isStream(request: Request): boolean {
  return new URL(request.url()).pathname === '/api/events';
}

/** Waits until the page's stream is opened the next time. */
export async function listens(home: Home): Promise<void> {
  await home.page.waitForResponse(
    (answer) => isStream(answer.request()) && answer.url().includes('account=') && answer.ok(),
  );
}

/** Signs in, opens the panel, and waits until the page hears of changes. */
export async function openLive(home: Home, person: Person): Promise<void> {
  const listening = listens(home);
  await home.signIn(person);
  await home.expand();
  await listening;
}

/** The row has come to show this code before so many milliseconds are over. */
export async function expectCodeWithin(milliseconds: number, home: Home, kind: Kind, code: string): Promise<void> {
  await expectWithin(milliseconds, home, kind, code);
  await home.expectLiveCode(kind, code);
}

/** The row has come to show a sentence in place of its code before so many milliseconds are over. */
export async function expectNoCodeWithin(milliseconds: number, home: Home, kind: Kind): Promise<void> {
  await expectWithin(milliseconds, home, kind, 'a sentence');
  await home.expectNoLiveCode(kind);
}

async function expectWithin(milliseconds: number, home: Home, kind: Kind, wanted: string): Promise<void> {
  const shown = async () => {
    const text = await home.code(kind).innerText();
    return /\d/.test(text) ? text.replace(/\s/g, '') : 'a sentence';
  };
  await expect.poll(shown, { timeout: milliseconds, intervals: LOOKS }).toBe(wanted);
}

/** What the page says while it has no connection. */
export function connection(home: Home): Locator {
  return home.page.getByRole('paragraph').filter({ hasText: /can’t reach the server|offline/ });
}
