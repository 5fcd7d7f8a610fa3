// Three ways to meet the page: with WebAssembly, with no scripts at all, and with scripts whose
// WebAssembly never arrives. Retries stay off: a story that passes at the second try hides a bug.
import { defineConfig } from '@playwright/test';
import { chromium } from './support/chromium';
import type { PageOptions } from './support/fixtures';

const inContinuousIntegration = Boolean(process.env['CI']);

/** The README's picture is taken on purpose: PINS_SCREENSHOT=1. */
const takesPicture = process.env['PINS_SCREENSHOT'] === '1';

/** Stories that read the same to a person whose browser runs no script. */
const forEveryBrowser =
  /(walk|keyboard|panel|sign-in|second-factor|password|sessions|time-zone|accounts|two-tabs|restart|people|contacts|nasty-text|access-ends|desk-second-factor|desk-verify|desk-receipts|desk-supervisor|links|help|activity|pin-row|desk-report)\.spec\.ts/;
/** Stories about what only a page that has woken up does. */
const needsWasm = /@wasm/;

export default defineConfig<PageOptions>({
  testDir: 'stories',
  testIgnore: takesPicture ? [] : /picture\.spec\.ts/,
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: inContinuousIntegration,
  workers: 2,
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [[inContinuousIntegration ? 'dot' : 'list'], ['./support/closing-line.ts']],
  use: {
    ...chromium,
    locale: 'en-GB',
    // Unlike the server’s, so that a page shows in which of the two a time is told.
    timezoneId: 'America/New_York',
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    trace: inContinuousIntegration ? 'off' : 'retain-on-failure',
  },
  projects: [
    { name: 'hydrated', use: { mode: 'hydrated' } },
    { name: 'plain', testMatch: forEveryBrowser, grepInvert: needsWasm, use: { mode: 'plain', javaScriptEnabled: false } },
    { name: 'no-wasm', testMatch: /(walk|panel)\.spec\.ts/, grepInvert: needsWasm, use: { mode: 'no-wasm' } },
  ],
});
