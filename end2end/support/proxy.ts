// The connection between browser and server, in the hands of the test: cut, lost answers, half answers, waits. It stands
// below the browser, so what a page, a second tab or a service worker sends all meets the same fate.

import { Agent, type IncomingMessage, type Server as HttpServer, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Server } from './server.ts';

/** What is known of a request when its fate is decided. */
export interface Seen {
  method: string;
  path: string;
  /** The idempotency key, where one was sent. */
  key: string;
}

export type Match = (seen: Seen) => boolean;

/** The submit of an order. */
export const isSubmit: Match = ({ method, path }) => method === 'POST' && path === '/api/v1/orders';

/** Requests to a path, whatever their query. */
export const isTo =
  (method: string, path: string | RegExp): Match =>
  (seen) =>
    seen.method === method && (typeof path === 'string' ? seen.path === path : path.test(seen.path));

/**
 * - `cut`: the server never gets the request.
 * - `lose`: the server gets it and answers; nobody hears of it.
 * - `half`: the answer breaks off in the middle.
 * - `hold`: the request waits until it is let go.
 * - `hold-answer`: the server has answered; the answer waits until it is let go.
 */
export type Fate = 'cut' | 'lose' | 'half' | 'hold' | 'hold-answer';

/** One request whose fate is decided beforehand. */
export class Doomed {
  /** Fulfilled when the request has come and met its fate, or begins to wait. */
  readonly met: Promise<void>;
  private readonly released: Promise<'go' | 'drop'>;
  private tellMet!: () => void;
  private decide!: (what: 'go' | 'drop') => void;

  constructor(
    readonly fate: Fate,
    readonly match: Match,
    readonly downToo: boolean,
  ) {
    this.met = new Promise((met) => (this.tellMet = met));
    this.released = new Promise((released) => (this.decide = released));
  }

  /** Lets what waits go on. */
  release(): void {
    this.decide('go');
  }

  /** What waits is lost. */
  drop(): void {
    this.decide('drop');
  }

  async meets(): Promise<'go' | 'drop'> {
    this.tellMet();
    return this.fate === 'hold' || this.fate === 'hold-answer' ? this.released : 'drop';
  }
}

export class Proxy {
  /** Every request that came, in its order. */
  readonly seen: Seen[] = [];
  private doomed: Doomed[] = [];
  private isDown = false;

  private constructor(
    private readonly http: HttpServer,
    private readonly target: URL,
  ) {}

  static async before(server: Server): Promise<Proxy> {
    const http = createServer();
    const proxy = new Proxy(http, new URL(server.url));
    http.on('connection', (socket) => {
      if (proxy.isDown) socket.resetAndDestroy();
    });
    http.on('request', (asked, answer) => {
      proxy.pass(asked, answer).catch(() => asked.socket.destroy());
    });
    // Event streams stay open for as long as their page.
    http.requestTimeout = 0;
    http.keepAliveTimeout = 60_000;
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get isCut(): boolean {
    return this.isDown;
  }

  /** Nothing gets through any more, and what is under way is lost. */
  down(): void {
    this.isDown = true;
    this.http.closeAllConnections();
  }

  up(): void {
    this.isDown = false;
  }

  /** Decides the fate of the next request that matches. A browser may send again at once what got no answer. */
  next(fate: Fate, match: Match): Doomed {
    return this.doom(new Doomed(fate, match, false));
  }

  /** The same, and from then on nothing gets through. */
  goesWith(fate: Fate, match: Match): Doomed {
    return this.doom(new Doomed(fate, match, true));
  }

  private doom(doomed: Doomed): Doomed {
    this.doomed.push(doomed);
    return doomed;
  }

  /** Takes back every fate that has not come about; what waits is let go. */
  clear(): void {
    for (const doomed of this.doomed) doomed.release();
    this.doomed = [];
  }

  async close(): Promise<void> {
    this.clear();
    this.down();
    await new Promise((closed) => this.http.close(closed));
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const socket = asked.socket;
    if (this.isDown) {
      socket.resetAndDestroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(chunk as Buffer);
    const seen: Seen = {
      method: asked.method ?? '',
      path: (asked.url ?? '').split('?')[0] ?? '',
      key: String(asked.headers['idempotency-key'] ?? ''),
    };
    this.seen.push(seen);
    const at = this.doomed.findIndex((doomed) => doomed.match(seen));
    const doomed = at < 0 ? undefined : this.doomed.splice(at, 1)[0];
    if (doomed?.downToo) this.isDown = true;
    if (doomed && (doomed.fate === 'cut' || doomed.fate === 'hold') && (await doomed.meets()) === 'drop') {
      this.end(socket);
      return;
    }
    const before = doomed?.fate === 'hold' ? undefined : doomed;
    const upstream = await this.ask(asked, Buffer.concat(chunks));
    if (!before) {
      answer.once('close', () => upstream.destroy());
      answer.writeHead(upstream.statusCode ?? 502, upstream.rawHeaders);
      upstream.on('error', () => socket.destroy());
      upstream.pipe(answer);
      return;
    }
    const whole: Buffer[] = [];
    for await (const chunk of upstream) whole.push(chunk as Buffer);
    const body = Buffer.concat(whole);
    const fate = await before.meets();
    if (before.fate === 'half') {
      answer.writeHead(upstream.statusCode ?? 502, upstream.rawHeaders);
      answer.write(body.subarray(0, Math.floor(body.length / 2)), () => this.end(socket));
      return;
    }
    if (fate === 'drop' || socket.destroyed) {
      this.end(socket);
      return;
    }
    answer.writeHead(upstream.statusCode ?? 502, upstream.rawHeaders);
    answer.end(body);
  }

  /** One connection breaks; all of them, when the network is down. */
  private end(socket: Socket): void {
    socket.resetAndDestroy();
    if (this.isDown) this.http.closeAllConnections();
  }

  private async ask(asked: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    return new Promise((answered, failed) => {
      const onward = request(
        {
          host: this.target.hostname,
          port: this.target.port,
          method: asked.method,
          path: asked.url,
          headers: asked.rawHeaders,
          // One connection for each request: the server behind may have died since the last.
          agent: new Agent({ keepAlive: false }),
        },
        answered,
      );
      onward.on('error', failed);
      onward.end(body);
    });
  }
}
