// Each story gets a server of its own, and browsers whose every complaint fails it.
import { type BrowserContext, type BrowserContextOptions, type Page, test as base, type TestInfo } from '@playwright/test';
import { Home } from './home';
import { PinsServer } from './server';
import { Troubles } from './troubles';

/** How the browser meets the page: with WebAssembly, without any script, or with the WebAssembly file lost on its way. */
export type Mode = 'hydrated' | 'plain' | 'no-wasm';

export type PageOptions = {
  mode: Mode;
  /** The story moves the server's time. */
  movableClock: boolean;
  /** The story begins with nobody and nothing. */
  empty: boolean;
  /** What the story's server is told beside the usual. */
  settings: Record<string, string>;
};

type Fixtures = {
  server: PinsServer;
  troubles: Troubles;
  home: Home;
  /** Another browser, with cookies and a network of its own: another person, or another device. */
  anotherBrowser: (options?: BrowserContextOptions) => Promise<Page>;
};

export const test = base.extend<PageOptions & Fixtures>({
  mode: ['hydrated', { option: true }],
  movableClock: [false, { option: true }],
  empty: [false, { option: true }],
  settings: [{}, { option: true }],

  server: async ({ movableClock, empty, settings }, use, testInfo) => {
    const server = await PinsServer.start({ movableClock, empty, settings });
    await use(server);
    await endServer(server, testInfo);
  },

  baseURL: async ({ server }, use) => {
    await use(server.origin);
  },

  troubles: async ({ server, mode }, use) => {
    const troubles = new Troubles(server.origin);
    if (mode === 'no-wasm') troubles.allow(/\.wasm\b/, /Failed to fetch/, /WebAssembly/);
    // Where no script runs, nothing takes what the page fetched for it.
    if (mode === 'plain') troubles.allow(/\.wasm was preloaded using link preload but not used/);
    await use(troubles);
    const unexpected = troubles.unexpected();
    if (unexpected.length > 0) throw new Error(`The browser complained:\n${unexpected.join('\n')}`);
  },

  context: async ({ context, mode, troubles }, use) => {
    await prepare(context, mode, troubles);
    await use(context);
  },

  anotherBrowser: async ({ browser, contextOptions, mode, troubles, server, javaScriptEnabled, timezoneId, locale }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL: server.origin,
        javaScriptEnabled: javaScriptEnabled ?? true,
        ...(timezoneId ? { timezoneId } : {}),
        ...(locale ? { locale } : {}),
        ...options,
      });
      opened.push(context);
      await prepare(context, mode, troubles);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },

  home: async ({ page, mode }, use) => {
    await use(new Home(page, mode));
  },
});

/** Ends a story's server; keeps what it printed where the story failed, and fails it where the server panicked. */
export async function endServer(server: PinsServer, testInfo: TestInfo): Promise<void> {
  await server.dispose();
  if (testInfo.status !== testInfo.expectedStatus) {
    await testInfo.attach('server.log', { body: server.log, contentType: 'text/plain' });
  }
  if (/panicked at/.test(server.log)) throw new Error(`The server panicked.\n${server.log}`);
}

async function prepare(context: BrowserContext, mode: Mode, troubles: Troubles): Promise<void> {
  troubles.watch(context);
  if (mode === 'no-wasm') await context.route('**/*.wasm', (route) => route.abort());
}

export { expect } from '@playwright/test';
