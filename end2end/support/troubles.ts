// What a browser would tell a developer, and a good page never makes it say: warnings, errors, blocked or foreign
// requests. A story that provokes one on purpose says which.
import type { BrowserContext, Page } from '@playwright/test';

export class Troubles {
  private readonly seen: string[] = [];
  private readonly allowed: RegExp[] = [];

  private readonly origins: string[];

  constructor(origin: string) {
    this.origins = [origin];
  }

  /** Says that the story reaches the product at this address too. */
  alsoAt(origin: string): void {
    this.origins.push(origin);
  }

  /** Says that this story makes the browser report what the pattern matches, such as the 409 of a refused request. */
  allow(...patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  /** Lets one status code of 4xx or 5xx appear in the console, which Chromium reports for each such answer. */
  allowStatus(status: number): void {
    this.allow(new RegExp(`the server responded with a status of ${status}\\b`));
  }

  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (['warning', 'error', 'assert'].includes(message.type())) {
        this.seen.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on('weberror', (error) => this.seen.push(`uncaught: ${error.error().stack ?? error.error().message}`));
    context.on('request', (request) => {
      if (!this.isOurs(request.url())) this.seen.push(`request to another host: ${request.url()}`);
    });
    context.on('page', (page) => this.watchPage(page));
  }

  /** What was seen and not allowed. */
  unexpected(): string[] {
    return this.seen.filter((trouble) => !this.allowed.some((pattern) => pattern.test(trouble)));
  }

  private watchPage(page: Page): void {
    page.on('crash', () => this.seen.push(`the page crashed: ${page.url()}`));
    page.on('dialog', (dialog) => {
      this.seen.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  private isOurs(url: string): boolean {
    return this.origins.some((origin) => url.startsWith(`${origin}/`)) || /^(about|data|blob):/.test(url);
  }
}
