// A browser with tabs that can be out of sight and frozen, and that can sleep as a closed laptop does. Those of the
// other stories are held in sight by the runner, and Chromium freezes no tab that is.
import { type BrowserContext, chromium as driver, expect, type Page } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { chromium } from './chromium';

const START_DEADLINE_MS = 15_000;

export class SleepyBrowser {
  private constructor(
    private readonly folder: string,
    private readonly process: ChildProcess,
    readonly context: BrowserContext,
    private readonly otherTab: Page,
    /** The tab that the story is about. */
    readonly tab: Page,
  ) {}

  static async start(): Promise<SleepyBrowser> {
    const folder = mkdtempSync(join(tmpdir(), 'pins-browser-'));
    const { executablePath, args } = chromium.launchOptions;
    const child = spawn(
      executablePath,
      [...args, '--headless', '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank'],
      // A group of its own, so that all its processes sleep and end together.
      { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    try {
      const browser = await driver.connectOverCDP(await addressOf(child.stderr), { noDefaults: true });
      const [context] = browser.contexts();
      const otherTab = context?.pages()[0];
      if (!context || !otherTab) throw new Error('Chromium has come up without a tab.');
      const tab = await context.newPage();
      const sleepy = new SleepyBrowser(folder, child, context, otherTab, tab);
      await sleepy.lookAt(tab);
      return sleepy;
    } catch (error) {
      await end(child, folder);
      throw error;
    }
  }

  /** Looks at another tab, and lets Chromium freeze this one, as it does to save power. */
  async freeze(): Promise<void> {
    await this.otherTab.bringToFront();
    await expect.poll(() => this.visibility()).toBe('hidden');
    await this.lifecycle('frozen');
  }

  /** Comes back to the tab. */
  async thaw(): Promise<void> {
    await this.lifecycle('active');
    await this.lookAt(this.tab);
  }

  /** Stops every process where it stands, as when a laptop is closed. */
  sleep(): void {
    this.signal('SIGSTOP');
  }

  wake(): void {
    this.signal('SIGCONT');
  }

  async end(): Promise<void> {
    await end(this.process, this.folder);
  }

  private async lookAt(tab: Page): Promise<void> {
    await this.otherTab.bringToFront();
    await tab.bringToFront();
    await expect.poll(() => this.visibility()).toBe('visible');
  }

  private visibility(): Promise<string> {
    return this.tab.evaluate(() => document.visibilityState);
  }

  private async lifecycle(state: 'frozen' | 'active'): Promise<void> {
    const devtools = await this.context.newCDPSession(this.tab);
    await devtools.send('Page.setWebLifecycleState', { state });
    await devtools.detach();
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.process.pid) process.kill(-this.process.pid, signal);
  }
}

/** Chromium says on its standard error where it can be driven. */
function addressOf(output: Readable): Promise<string> {
  return new Promise((found, fail) => {
    const late = setTimeout(() => fail(new Error(`Chromium was not ready within ${START_DEADLINE_MS} ms.`)), START_DEADLINE_MS);
    createInterface({ input: output })
      .on('line', (line) => {
        const [, address] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
        if (!address) return;
        clearTimeout(late);
        found(address);
      })
      .on('close', () => {
        clearTimeout(late);
        fail(new Error('Chromium ended at its start.'));
      });
  });
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'close') : undefined;
  if (child.pid && gone) process.kill(-child.pid, 'SIGKILL');
  await gone;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
