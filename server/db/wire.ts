// How do several connections share the one session of the embedded database without getting each other's rows?
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { errorFrame, FrameReader, frame, readAnswer, readyFrame } from './frames.ts';

/** Runs raw protocol messages in the one session and gives the raw answer. */
export type ExecuteRaw = (message: Uint8Array) => Promise<Uint8Array>;

/** Told when the session becomes busy (a message is handed over) and free again; for the deadline of the worker. */
export type ReportBusy = (busy: boolean) => void;

const sslRequest = 80_877_103;
const gssRequest = 80_877_104;
const cancelRequest = 80_877_102;
const copyFromStdin = /^\s*copy\b[\s\S]*\bfrom\s+stdin\b/i;

/**
 * Serves the PostgreSQL wire protocol on a Unix socket. A connection owns the session from its first frame to the ReadyForQuery that says
 * "idle": nobody else's frames come between, so answers cannot be mixed. Waiting connections are served in order of arrival.
 * COPY FROM STDIN is refused: the embedded build cannot take it. Gives the listening server; it never throws afterwards.
 */
export function serveWire(socketPath: string, session: SessionLock, execute: ExecuteRaw, reportBusy: ReportBusy): Promise<Server> {
  const server = createServer((socket) => {
    new Connection(socket, session, execute, reportBusy).start();
  });
  rmSync(socketPath, { force: true });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => {
      chmodSync(socketPath, 0o600);
      resolve(server);
    });
  });
}

/** One owner of the session at a time, first come first served. */
export class SessionLock {
  private tail: Promise<void> = Promise.resolve();

  /** Waits for the session; gives the function that lets it go. */
  async take(): Promise<() => void> {
    const before = this.tail;
    let release: () => void = () => undefined;
    this.tail = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }
}

class Connection {
  private readonly socket: Socket;
  private readonly session: SessionLock;
  private readonly execute: ExecuteRaw;
  private readonly reportBusy: ReportBusy;
  private readonly reader = new FrameReader();
  private started = false;
  private pending: Buffer[] = [];
  private release: (() => void) | null = null;
  /** Transaction status the client was told last. */
  private status = 'I';
  /** After an error that only Flush had asked for, everything up to Sync is passed over (protocol rule). */
  private skipping = false;
  /** Messages are answered one after another: `work` is the end of the chain. */
  private work: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(socket: Socket, session: SessionLock, execute: ExecuteRaw, reportBusy: ReportBusy) {
    this.socket = socket;
    this.session = session;
    this.execute = execute;
    this.reportBusy = reportBusy;
  }

  start(): void {
    this.socket.on('data', (chunk) => this.take(chunk));
    this.socket.on('error', () => this.socket.destroy());
    this.socket.on('close', () => {
      this.closed = true;
      this.then(() => this.leave());
    });
  }

  private take(chunk: Buffer): void {
    try {
      this.reader.push(chunk);
      for (let next = this.reader.next(this.started); next !== null; next = this.reader.next(this.started)) {
        if (!this.started) this.greet(next);
        else this.collect(next);
      }
    } catch {
      this.socket.destroy();
    }
  }

  private greet(message: Buffer): void {
    const kind = message.readInt32BE(4);
    if (kind === sslRequest || kind === gssRequest) {
      this.socket.write('N');
      return;
    }
    if (kind === cancelRequest) {
      this.socket.end();
      return;
    }
    this.started = true;
    const parameters: [string, string][] = [
      ['server_version', '18.3'],
      ['server_encoding', 'UTF8'],
      ['client_encoding', 'UTF8'],
      ['DateStyle', 'ISO, MDY'],
      ['TimeZone', 'Asia/Shanghai'],
      ['integer_datetimes', 'on'],
      ['standard_conforming_strings', 'on'],
    ];
    this.socket.write(
      Buffer.concat([
        frame('R', Buffer.from([0, 0, 0, 0])),
        ...parameters.map(([name, value]) => frame('S', Buffer.from(`${name}\0${value}\0`))),
        frame('K', Buffer.alloc(8)),
        readyFrame('I'),
      ]),
    );
  }

  /** Gathers frames until one asks for an answer: Sync, Flush, a simple Query or a function call. */
  private collect(message: Buffer): void {
    const type = String.fromCharCode(message[0] ?? 0);
    if (type === 'X') {
      this.socket.end();
      return;
    }
    if (type === 'Q' && copyFromStdin.test(message.toString('utf8', 5, Math.min(message.length, 2000)))) {
      this.then(async () => {
        this.socket.write(Buffer.concat([errorFrame('0A000', 'COPY FROM STDIN is not supported here: insert through unnest arrays'), readyFrame(this.status)]));
      });
      return;
    }
    this.pending.push(message);
    if (type !== 'S' && type !== 'H' && type !== 'Q' && type !== 'F') return;
    const batch = this.pending.length === 1 ? message : Buffer.concat(this.pending);
    this.pending = [];
    this.then(() => this.answer(batch, type));
  }

  private then(step: () => Promise<void>): void {
    this.work = this.work.then(step).catch(() => {
      this.socket.destroy();
      this.letGo();
    });
  }

  private async answer(batch: Buffer, asked: string): Promise<void> {
    if (this.closed) return;
    if (this.skipping && asked === 'H') return;
    this.release ??= await this.session.take();
    // The one session has left the error behind already: only the Sync of a batch that is passed over is carried out.
    const message = this.skipping ? frame('S') : batch;
    this.skipping = false;
    this.reportBusy(true);
    let response: Uint8Array;
    try {
      response = await this.execute(message);
    } catch (error) {
      // A throw of the database must not hang those who wait: this connection ends, the session is left clean.
      this.socket.end(errorFrame('XX000', error instanceof Error ? error.message : 'the embedded database failed'));
      await this.leave();
      return;
    } finally {
      this.reportBusy(false);
    }
    const { frames, status, failed } = readAnswer(response);
    this.status = status ?? this.status;
    if (asked === 'H') {
      this.skipping = failed;
      this.socket.write(frames);
      return;
    }
    this.socket.write(Buffer.concat([frames, readyFrame(this.status)]));
    if (this.status === 'I') this.letGo();
  }

  /** Leaves the session clean: an open transaction of a connection that went away is rolled back, an unfinished batch is ended. */
  private async leave(): Promise<void> {
    if (this.release === null) return;
    try {
      const { status } = readAnswer(await this.execute(frame('S')));
      if (status !== 'I') await this.execute(frame('Q', Buffer.from('rollback\0')));
    } finally {
      this.letGo();
    }
  }

  private letGo(): void {
    this.release?.();
    this.release = null;
  }
}
