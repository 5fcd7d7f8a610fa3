// The release binary, started on a free port with a database of its own and demo data, for the scripts that measure.
'use strict';
const { spawn } = require('node:child_process');
const { existsSync, mkdtempSync, rmSync } = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const BINARY = join(__dirname, '../../target/release/security-pins');
const PASSWORD = 'only-for-measuring';
const HOLDER = 'holder@acme.example';
const ACCOUNT = '10001';
const HOME = `/accounts/${ACCOUNT}`;
const START_DEADLINE_MS = 15_000;

function freePort() {
  return new Promise((done, refuse) => {
    const server = net.createServer();
    server.once('error', refuse);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

class Served {
  constructor() {
    if (!existsSync(BINARY)) {
      throw new Error('There is no target/release/security-pins yet; run: make build');
    }
    this.folder = mkdtempSync(join(tmpdir(), 'pins-measure-'));
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    this.cookies = new Map();
    this.log = '';
  }

  /** Starts the server, with these settings besides, and answers how many milliseconds it took until it was ready. */
  async start({ demo = true, settings = {} } = {}) {
    this.port = await freePort();
    this.origin = `http://127.0.0.1:${this.port}`;
    const begin = process.hrtime.bigint();
    this.process = spawn(BINARY, ['serve'], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        NO_COLOR: '1',
        PINS_LISTEN: `127.0.0.1:${this.port}`,
        PINS_DATABASE_URL: `sqlite://${this.folder}/pins.db`,
        PINS_KEY_FILE: `${this.folder}/keys.toml`,
        ...(demo ? { PINS_DEMO: '1', PINS_DEMO_PASSWORD: PASSWORD } : {}),
        ...settings,
      },
    });
    let ended = false;
    this.ending = new Promise((done) => {
      this.process.once('error', done);
      this.process.once('close', done);
    }).then(() => (ended = true));
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on('data', (chunk) => (this.log += chunk));
    }
    for (;;) {
      const took = Number(process.hrtime.bigint() - begin) / 1e6;
      if (ended) throw new Error(`The server ended at its start.\n${this.log}`);
      if (took > START_DEADLINE_MS) throw new Error(`The server was not ready in time.\n${this.log}`);
      const status = await this.get('/readyz').then((answer) => answer.status, () => 0);
      if (status === 200) return Number(process.hrtime.bigint() - begin) / 1e6;
      await new Promise((next) => setTimeout(next, 1));
    }
  }

  async stop() {
    if (!this.process) return;
    this.agent.destroy();
    this.process.kill('SIGTERM');
    await this.ending;
    this.process = undefined;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  }

  async dispose() {
    if (this.process) this.process.kill('SIGKILL');
    await this.ending;
    this.agent.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** One request as a browser makes it; the body stays as it was sent, compressed. */
  request(method, path, body, headers = {}) {
    const address = new URL(path, this.origin);
    return new Promise((done, refuse) => {
      const request = http.request(
        address,
        {
          method,
          agent: this.agent,
          headers: {
            Accept: 'text/html,*/*;q=0.8',
            'Accept-Encoding': 'gzip, deflate, br',
            'Sec-Fetch-Site': 'same-origin',
            ...(this.cookies.size ? { Cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') } : {}),
            ...(body === undefined
              ? {}
              : {
                  Origin: this.origin,
                  'Content-Type': 'application/x-www-form-urlencoded',
                  'Content-Length': Buffer.byteLength(body),
                }),
            ...headers,
          },
        },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.once('error', refuse);
          response.once('end', () => {
            for (const line of response.headers['set-cookie'] ?? []) {
              const [name, value] = line.split(';')[0].split('=');
              if (/max-age=0/i.test(line)) this.cookies.delete(name);
              else this.cookies.set(name, value);
            }
            done({
              status: response.statusCode,
              headers: response.headers,
              head: `HTTP/1.1 ${response.statusCode} ${response.statusMessage}\r\n${pairs(response.rawHeaders)}\r\n`,
              body: Buffer.concat(chunks),
            });
          });
        },
      );
      request.once('error', refuse);
      request.end(body);
    });
  }

  get(path) {
    return this.request('GET', path);
  }

  /** Opens a stream of events, and calls back with the data of each of this name; answers with how to close it. */
  listen(path, name, hear) {
    return new Promise((done, refuse) => {
      const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
      const headers = { Accept: 'text/event-stream', Cookie: cookie };
      const request = http.get(new URL(path, this.origin), { agent: false, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          const events = (text + chunk).split('\n\n');
          text = events.pop();
          for (const event of events) {
            const [first, second] = event.split('\n');
            if (first === `event: ${name}`) hear(second.slice('data: '.length));
          }
        });
        done(() => request.destroy());
      });
      // Also after it began: it ends when the server is stopped.
      request.on('error', refuse);
    });
  }

  post(path, fields) {
    return this.request('POST', path, new URLSearchParams(fields).toString());
  }

  async signIn() {
    const answer = await this.post('/api/sign_in', { email: HOLDER, password: PASSWORD });
    const home = await this.get(HOME);
    if (answer.status >= 400 || home.status !== 200) {
      throw new Error(`Signing in answered ${answer.status}, the home page then ${home.status}.\n${this.log}`);
    }
  }

  /** Both PINs, so that the page is as full as it gets. */
  async generateBoth() {
    for (const kind of ['master', 'one_time']) {
      const answer = await this.post('/api/generate_pin', { account: '10001', kind, shown: 'none' });
      if (answer.status >= 400) throw new Error(`Generating a PIN answered ${answer.status}.\n${this.log}`);
    }
  }
}

function pairs(rawHeaders) {
  let text = '';
  for (let i = 0; i < rawHeaders.length; i += 2) text += `${rawHeaders[i]}: ${rawHeaders[i + 1]}\r\n`;
  return text;
}

/** What a measurement against a server of its own found; leaves nothing behind. */
async function onServer(measure) {
  const served = new Served();
  try {
    return await measure(served);
  } finally {
    await served.dispose();
  }
}

/** The same for a whole script: what went wrong is its error. */
async function withServer(measure) {
  try {
    await onServer(measure);
  } catch (error) {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  }
}

module.exports = { ACCOUNT, HOME, HOLDER, PASSWORD, onServer, withServer };
