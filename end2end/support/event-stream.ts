// The stream of events as a program reads it that is no browser.

export class EventStream {
  private constructor(
    readonly response: Response,
    private readonly leaving: AbortController,
  ) {}

  /** Answers as soon as the server has begun to. */
  static async open(url: string, cookie: string): Promise<EventStream> {
    const leaving = new AbortController();
    const headers = { accept: 'text/event-stream', cookie };
    return new EventStream(await fetch(url, { headers, redirect: 'manual', signal: leaving.signal }), leaving);
  }

  /** Everything that was said, once the server has ended the stream; fails if it does not within this time. */
  async untilItsEnd(milliseconds: number): Promise<string> {
    const late = setTimeout(() => this.leaving.abort(new Error(`no end within ${milliseconds} ms`)), milliseconds);
    try {
      return await this.response.text();
    } finally {
      clearTimeout(late);
    }
  }

  /** Goes away without waiting for the end. */
  close(): void {
    this.leaving.abort();
  }
}
