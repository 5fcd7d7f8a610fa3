// A mail server that the product hands its letters to. It is down until the story starts it.
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { freePort } from './free-port';
import { type Mail, readMail } from './mail';

export class MailServer {
  /** Every mail as it came over the wire, the oldest first. */
  readonly received: string[] = [];
  private server: SMTPServer | undefined;

  private constructor(readonly port: number) {}

  /** Finds a port, and leaves nobody listening there. */
  static async down(): Promise<MailServer> {
    return new MailServer(await freePort());
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, _session, taken) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          this.received.push(Buffer.concat(chunks).toString('latin1'));
          taken();
        });
      },
    });
    await once(this.server.listen(this.port, '127.0.0.1'), 'listening');
  }

  /** The mails to this address so far. */
  mailsTo(email: string): Mail[] {
    return this.received.map(readMail).filter((mail) => mail.to.includes(email));
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((done) => server.close(done));
  }
}
