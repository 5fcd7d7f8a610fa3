// A network between browser and server that the story can cut: it passes on bytes, and knows nothing of HTTP.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** One connection: the browser's half, and the half to the server, which is made when the first may pass. */
type Line = { browser: Socket; server: Socket | undefined };

export class Cuttable {
  private readonly lines = new Set<Line>();
  private readonly forgotten = new Set<Line>();
  private state: 'passing' | 'cut' | 'dropped' = 'passing';
  private target = 0;
  // Half-open, so that each end hears exactly what the other did; paused, so that nothing is lost before it may pass.
  private readonly listener = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (browser) =>
    this.take(browser),
  );

  private constructor() {}

  /** Listens on a free port; `leadTo` says where it leads. */
  static async start(): Promise<Cuttable> {
    const network = new Cuttable();
    await once(network.listener.listen(0, '127.0.0.1'), 'listening');
    return network;
  }

  /** What a browser behind it takes for the server's address. */
  get origin(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  leadTo(origin: string): void {
    this.target = Number(new URL(origin).port);
  }

  /** Pulls the cable: nothing passes either way, nothing is closed, and whoever connects now waits. */
  cut(): void {
    this.state = 'cut';
    for (const { browser, server } of this.lines) {
      if (server) {
        browser.unpipe(server);
        server.unpipe(browser).pause();
      }
      browser.pause();
    }
  }

  /** Breaks every connection, and every new one at once. */
  drop(): void {
    this.state = 'dropped';
    for (const line of [...this.lines, ...this.forgotten]) reset(line);
    this.lines.clear();
    this.forgotten.clear();
  }

  /** All is well again. What waited at the cut goes on where it stood, as after a short cut. */
  restore(): void {
    if (this.state === 'passing') return;
    this.state = 'passing';
    for (const line of this.lines) this.join(line);
  }

  /**
   * New connections pass. Those from before the cut are forgotten, as by a router: who only listens on one never hears
   * of it, and who says something is told.
   */
  restoreForgetful(): void {
    for (const line of this.lines) {
      if (!line.server) continue;
      this.lines.delete(line);
      this.forgotten.add(line);
      line.browser.on('data', () => reset(line)).on('end', () => reset(line));
      line.browser.resume();
    }
    this.restore();
  }

  async end(): Promise<void> {
    this.drop();
    await new Promise((done) => this.listener.close(done));
  }

  private take(browser: Socket): void {
    const line: Line = { browser, server: undefined };
    browser.on('error', () => {});
    // Not by closing the listener, whose port somebody else might take.
    if (this.state === 'dropped') return reset(line);
    this.lines.add(line);
    browser.on('close', (broken) => this.closed(line, broken));
    if (this.state === 'passing') this.join(line);
  }

  private join(line: Line): void {
    const { browser } = line;
    if (browser.destroyed || line.server?.destroyed) return this.closed(line, true);
    if (!line.server) {
      line.server = connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
      line.server.on('error', () => {});
      line.server.on('close', (broken) => this.closed(line, broken));
    }
    browser.pipe(line.server);
    line.server.pipe(browser);
  }

  /** One half is gone. A break reaches the other too, unless the cable is pulled; an orderly end it has heard already. */
  private closed(line: Line, broken: boolean): void {
    if (this.state === 'cut' || !this.lines.has(line)) return;
    if (broken) reset(line);
    if (line.browser.destroyed && line.server?.destroyed !== false) this.lines.delete(line);
  }
}

/** An end of which both sides hear at once. */
function reset({ browser, server }: Line): void {
  for (const half of [browser, server]) {
    if (half && !half.destroyed) half.resetAndDestroy();
  }
}
