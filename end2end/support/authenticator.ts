// An authenticator app: it makes codes of the secret that a page shows (RFC 6238).
import { createHmac } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;

export class Authenticator {
  private readonly key: Buffer;

  /** Takes the secret as people read it, in groups. */
  constructor(secret: string) {
    const bits = [...secret.replace(/\s/g, '')].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
    this.key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  }

  /**
   * The code now, or so many steps from now. The server takes the next one too: a story that needs two codes takes
   * the current one first, for a code works once.
   */
  code(stepsAhead = 0): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + stepsAhead));
    const hash = createHmac('sha1', this.key).update(counter).digest();
    const offset = hash.readUInt8(hash.length - 1) & 0xf;
    const number = hash.readUInt32BE(offset) & 0x7fffffff;
    return (number % 1_000_000).toString().padStart(6, '0');
  }
}
