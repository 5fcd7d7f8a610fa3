// A program that speaks HTTP and nothing else: the forms must suffice for it.
import { type APIRequestContext, type APIResponse, type Browser, expect, request } from '@playwright/test';
import { EventStream } from './event-stream';
import { acme, formName, type Kind, type Person } from './people';

export type Fields = Record<string, string>;

export class Client {
  private constructor(
    readonly origin: string,
    private readonly http: APIRequestContext,
  ) {}

  static async open(origin: string): Promise<Client> {
    return new Client(origin, await request.newContext({ baseURL: origin }));
  }

  static async signedIn(origin: string, person: Person): Promise<Client> {
    const client = await Client.open(origin);
    const answer = await client.post('/api/sign_in', { ...person });
    expect(answer.status(), await answer.text()).toBe(303);
    return client;
  }

  get(path: string, headers: Fields = {}): Promise<APIResponse> {
    return this.http.get(path, { maxRedirects: 0, headers: { accept: 'text/html', ...headers } });
  }

  /** Posts as a browser's plain form does. */
  post(path: string, form: Fields, headers: Fields = {}): Promise<APIResponse> {
    return this.send(path, new URLSearchParams(form).toString(), {
      accept: 'text/html,application/xhtml+xml',
      origin: this.origin,
      ...headers,
    });
  }

  /** Posts as the page's script does: the answer is for a program. */
  call(path: string, form: Fields, headers: Fields = {}): Promise<APIResponse> {
    return this.post(path, form, { accept: 'application/json', ...headers });
  }

  /** Posts a body of any kind with exactly these headers. */
  send(path: string, data: string, headers: Fields): Promise<APIResponse> {
    return this.http.post(path, {
      maxRedirects: 0,
      data,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  async cookie(name: RegExp): Promise<{ name: string; value: string }> {
    const { cookies } = await this.http.storageState();
    const found = cookies.find((cookie) => name.test(cookie.name));
    if (!found) throw new Error(`no cookie like ${name}`);
    return found;
  }

  /** What the home page says, without any script, about the first account. */
  async readHome(browser: Browser): Promise<FirstAnswer> {
    const answer = await this.get(`/accounts/${acme.number}`);
    expect(answer.status()).toBe(200);
    return FirstAnswer.of(browser, await answer.text());
  }

  /** Opens the stream of events that an open page listens to. */
  async listen(path: string): Promise<EventStream> {
    const { name, value } = await this.cookie(/pins_session$/);
    return EventStream.open(this.origin + path, `${name}=${value}`);
  }

  async close(): Promise<void> {
    await this.http.dispose();
  }
}

export type Form = { action: string; method: string; fields: Fields };

/** A page's HTML as it came over the wire, read by roles and with no script, style or second request. */
export class FirstAnswer {
  private constructor(
    private readonly codes: Record<Kind, string>,
    private readonly forms: Form[],
  ) {}

  static async of(browser: Browser, html: string): Promise<FirstAnswer> {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    try {
      const page = await context.newPage();
      await page.setContent(html, { waitUntil: 'commit' });
      const code = async (kind: Kind) => {
        // Rows of a collapsed bar are in the HTML too, though hidden.
        const row = page.getByRole('group', { name: kind, includeHidden: true });
        const text = await row.getByRole('status', { includeHidden: true }).textContent();
        return (text ?? '').trim();
      };
      const codes = { 'Master PIN': await code('Master PIN'), 'One-Time PIN': await code('One-Time PIN') };
      const forms = await page.locator('form').evaluateAll((elements) =>
        (elements as HTMLFormElement[]).map((form) => ({
          action: form.getAttribute('action') ?? '',
          method: form.method,
          fields: Object.fromEntries(
            [...form.querySelectorAll('input')].map((input) => [input.name, input.value] as const),
          ),
        })),
      );
      return new FirstAnswer(codes, forms);
    } finally {
      await context.close();
    }
  }

  /** The row's code without white space, or its sentence. */
  code(kind: Kind): string {
    const text = this.codes[kind];
    return /\d/.test(text) ? text.replace(/\s/g, '') : text;
  }

  /** The form that does this to that kind, exactly as the page holds it. */
  form(kind: Kind, does: 'generate' | 'clear'): Form {
    const found = this.forms.find(({ action, fields }) => action.includes(does) && fields['kind'] === formName[kind]);
    if (!found) throw new Error(`no form to ${does} a ${kind} among ${JSON.stringify(this.forms)}`);
    return found;
  }
}
