// One real server for one story: the released binary on a free port, with a folder of its own.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port';
import { MovableClock } from './movable-clock';
import { PASSWORD } from './people';

export const BINARY = resolve(
  process.env['PINS_BINARY'] ?? join(__dirname, '../../target/release/security-pins'),
);

/** How long a start may take on a busy machine. The product promises far less; a benchmark holds it to that. */
const START_DEADLINE_MS = 15_000;
/** Requirement S3: after SIGTERM the process ends within five seconds. */
const STOP_DEADLINE_MS = 5_000;
/** How long a command may take that an operator runs beside the server. */
const COMMAND_DEADLINE_MS = 15_000;
/** A free port may be taken by somebody else before the server binds it. */
const PORT_TRIES = 3;

export type ServerOptions = {
  /** Run under libfaketime, so that the story can move the server's time. */
  movableClock?: boolean;
  /** Begin with an empty database: the story makes its people by commands. */
  empty?: boolean;
  /** Settings beside those that every story has. */
  settings?: Record<string, string>;
  /** A PostgreSQL database in place of a SQLite file, and the keys that all its servers share; the first makes them. */
  shared?: { databaseUrl: string; keyFile: string };
};

type Ending = { code: number | null; signal: NodeJS.Signals | null };

export class PinsServer {
  readonly folder = mkdtempSync(join(tmpdir(), 'pins-story-'));
  readonly clock: MovableClock | undefined;
  private port = 0;
  private process: ChildProcess | undefined;
  private ending: Promise<Ending> | undefined;
  private output = '';

  private constructor(private readonly options: ServerOptions) {
    this.clock = options.movableClock ? new MovableClock(this.folder) : undefined;
  }

  static async start(options: ServerOptions = {}): Promise<PinsServer> {
    const server = new PinsServer(options);
    for (let attempt = 1; ; attempt += 1) {
      server.port = await freePort();
      try {
        if (options.shared && !existsSync(options.shared.keyFile)) await server.run('keys', 'init');
        await server.launch();
        return server;
      } catch (error) {
        if (attempt < PORT_TRIES && /address.*in use|port.*(in use|taken)/i.test(server.log)) continue;
        server.forget();
        throw error;
      }
    }
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything the server has printed, over all its starts. */
  get log(): string {
    return this.output;
  }

  /** How long the server took over each request to this address, in milliseconds by its own log. */
  answers(path: string): { status: number; ms: number }[] {
    const lines = this.output.split('\n').filter((line) => line.includes('"answered"') && line.includes(`"${path}"`));
    return lines.map((line) => JSON.parse(line) as { status: number; ms: number });
  }

  get environment(): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.folder,
      NO_COLOR: '1',
      PINS_LISTEN: `127.0.0.1:${this.port}`,
      PINS_DATABASE_URL: this.options.shared?.databaseUrl ?? `sqlite://${this.folder}/pins.db`,
      PINS_KEY_FILE: this.options.shared?.keyFile ?? `${this.folder}/keys.toml`,
      ...(this.options.empty ? {} : { PINS_DEMO: '1', PINS_DEMO_PASSWORD: PASSWORD }),
      ...this.options.settings,
      ...this.clock?.environment,
    };
  }

  /** Runs a command as the operator does, on this server's database and keys; answers with what it printed. */
  async run(...command: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(BINARY, command, {
      cwd: this.folder,
      env: this.environment,
      timeout: COMMAND_DEADLINE_MS,
    });
    return stdout;
  }

  /** Starts the binary on the port and folder that this server already has. */
  async launch(): Promise<void> {
    const child = spawn(BINARY, ['serve'], {
      cwd: this.folder,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const collect = (chunk: Buffer) => {
      this.output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    this.process = child;
    this.ending = new Promise((done, fail) => {
      child.once('error', fail);
      child.once('close', (code, signal) => done({ code, signal }));
    });
    await this.untilReady(this.ending);
  }

  /** Asks the server to stop, as a service manager would; it must agree within its promise. */
  async stop(): Promise<void> {
    const { code, signal } = await this.end('SIGTERM');
    if (code !== 0) {
      throw new Error(`The server ended with ${signal ?? `exit code ${code}`} after SIGTERM.\n${this.log}`);
    }
  }

  /** Ends the server as a power cut would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Ends whatever still runs and removes the folder. */
  async dispose(): Promise<void> {
    if (this.process) await this.kill();
    this.forget();
  }

  private async end(signal: NodeJS.Signals): Promise<Ending> {
    const { process: child, ending } = this;
    if (!child || !ending) throw new Error('The server is not running.');
    child.kill(signal);
    const late = new AbortController();
    const deadline = pause(STOP_DEADLINE_MS, 'late' as const, { signal: late.signal }).catch(() => 'late' as const);
    const outcome = await Promise.race([ending, deadline]);
    late.abort();
    if (outcome === 'late') {
      child.kill('SIGKILL');
      await ending;
    }
    this.process = undefined;
    this.ending = undefined;
    if (outcome === 'late') {
      throw new Error(`The server still ran ${STOP_DEADLINE_MS} ms after ${signal}.\n${this.log}`);
    }
    return outcome;
  }

  private async untilReady(ending: Promise<Ending>): Promise<void> {
    let ended: Ending | Error | undefined;
    ending.then(
      (outcome) => (ended = outcome),
      (error: Error) => (ended = error),
    );
    const deadline = Date.now() + START_DEADLINE_MS;
    while (Date.now() < deadline) {
      if (ended instanceof Error) throw new Error(`${BINARY} could not be started: ${ended.message}`);
      if (ended) {
        this.process = undefined;
        this.ending = undefined;
        throw new Error(`The server ended at its start with exit code ${ended.code}.\n${this.log}`);
      }
      if (await this.isReady()) return;
      await pause(20);
    }
    await this.kill();
    throw new Error(`The server was not ready within ${START_DEADLINE_MS} ms.\n${this.log}`);
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.origin}/readyz`)).ok;
    } catch {
      return false;
    }
  }

  private forget(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
