// Starts the real server on a throw-away database and a free port.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BINARY = process.env['JARA_SERVER_BIN'] ?? resolve(import.meta.dirname, '../../target/debug/jara-netbusiness-server');

async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))));
    });
  });
}

/** In the late evening, the seconds until nine the next morning: a midnight in Oslo in the middle of a test moves every date. */
function untilMorning(now: Date): number {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Oslo', hour: '2-digit', minute: '2-digit' }).format(now);
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour < 21 ? 0 : ((24 + 9 - hour) * 60 - minute) * 60;
}

export class Server {
  private process: ChildProcess | undefined;
  private output = '';

  private constructor(
    readonly url: string,
    readonly folder: string,
    private readonly variables: Record<string, string>,
  ) {}

  /** `variables` are settings of the README's table that differ from the demonstration's. */
  static async start(variables: Record<string, string> = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'jara-end2end-'));
    const server = new Server(`http://127.0.0.1:${await freePort()}`, folder, variables);
    await server.up();
    const seconds = untilMorning(new Date());
    if (seconds > 0) await server.advance(seconds);
    return server;
  }

  /** Starts the process on the database that is there, and returns when it answers. */
  async up(): Promise<void> {
    const child = spawn(BINARY, [], {
      env: {
        ...process.env,
        JARA_DEMONSTRATION: 'true',
        JARA_DATA: this.folder,
        JARA_LISTEN: new URL(this.url).host,
        JARA_DEMONSTRATION_SUBSCRIPTIONS: '240',
        JARA_SIMULATOR_STEP_MS: '400',
        JARA_KAPAKS_TIMEOUT_MS: '1500',
        JARA_LOG: 'warn',
        ...this.variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = child;
    const keep = (chunk: Buffer) => {
      this.output = (this.output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const deadline = Date.now() + 30_000;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${this.output}`);
      const ready = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (ready?.ok) return;
      if (Date.now() > deadline) throw new Error(`the server is not ready after 30 s:\n${this.output}`);
      await new Promise((wait) => setTimeout(wait, 50));
    }
  }

  /** Sets the demonstration's clock forward. Pages hear of it at their next answer; `comeBack` makes them ask. */
  async advance(seconds: number): Promise<void> {
    // Somebody of another company, so that no page of a test is touched.
    const session = await this.post('/api/v1/session', { user_name: 'sander.eide', password: 'demo-jara-2026' });
    const cookie = session.headers.getSetCookie().map((set) => set.split(';')[0]).join('; ');
    await this.post('/api/v1/demonstration/clock', { seconds }, { cookie });
  }

  private async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const answer = await fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }

  /** Ends the process at once, as a power cut would. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
