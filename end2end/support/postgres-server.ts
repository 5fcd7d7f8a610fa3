// A PostgreSQL in a temporary folder, on a port of its own, that cannot outlive the process of the stories.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { folderOf, user } from './postgres-programs';

/** Starts and stops it, and removes everything once nobody can give orders any more. The Rust tests use it too. */
const KEEPER = resolve(__dirname, '../../server/tests/support/postgres/keeper.sh');
/** A free port may be taken by somebody else before PostgreSQL binds it. */
const PORT_TRIES = 5;

export class PostgresServer {
  private readonly answers: AsyncIterator<string>;
  private readonly lines: Interface;
  private port = 0;

  private constructor(
    private readonly folder: string,
    private readonly keeper: ChildProcessByStdio<Writable, Readable, null>,
  ) {
    this.lines = createInterface({ input: keeper.stdout });
    this.answers = this.lines[Symbol.asyncIterator]();
  }

  static async start(): Promise<PostgresServer> {
    const owner = user();
    const programs = folderOf('initdb', 'pg_ctl', 'postgres');
    const folder = mkdtempSync(join(tmpdir(), 'pins-postgres-'));
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const keeper = spawn('sh', ['-c', readFileSync(KEEPER, 'utf8'), 'keeper', programs], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' },
      stdio: ['pipe', 'pipe', 'ignore'],
      // What is sent to the stories as a group, such as Ctrl-C, is not for the one that cleans up after them.
      detached: true,
      ...owner,
    });
    const server = new PostgresServer(folder, keeper);
    await server.must('init');
    for (let attempt = 1; attempt <= PORT_TRIES; attempt += 1) {
      server.port = await lowFreePort();
      if (await server.obeys(`start ${server.port}`)) return server;
    }
    throw new Error(`PostgreSQL does not start.\n${server.log}`);
  }

  /** The address of the database from which others are made. */
  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  /** Ends it as a power failure would: only what was committed can be found again. */
  stop(): Promise<void> {
    return this.must('stop');
  }

  /** Starts it again after it was stopped, on the same port and with the same databases. */
  restart(): Promise<void> {
    return this.must(`start ${this.port}`);
  }

  /** Ends it for good and waits until its folder is gone. */
  async end(): Promise<void> {
    const gone = once(this.keeper, 'exit');
    this.keeper.stdin.end();
    await gone;
    this.lines.close();
  }

  private async must(order: string): Promise<void> {
    if (!(await this.obeys(order))) throw new Error(`PostgreSQL does not obey "${order}".\n${this.log}`);
  }

  private async obeys(order: string): Promise<boolean> {
    this.keeper.stdin.write(`${order}\n`);
    return (await this.answers.next()).value === 'done';
  }

  private get log(): string {
    try {
      return readFileSync(join(this.folder, 'log'), 'utf8');
    } catch (error) {
      return String(error);
    }
  }
}

/**
 * A port that nobody listens on, below those from which connections are made: a client that calls a stopped PostgreSQL
 * must not get its own port and talk to itself.
 */
async function lowFreePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer();
    const isFree = await new Promise<boolean>((found) => {
      probe.once('error', () => found(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => found(true)));
    });
    if (isFree) return port;
  }
}
