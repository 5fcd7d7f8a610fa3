// The server's wall clock in the story's hands, by libfaketime. The product has no test clock.
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function findLibrary(): string {
  const found = ['/usr/lib', ...readdirSync('/usr/lib').map((folder) => join('/usr/lib', folder))]
    .map((folder) => join(folder, 'faketime/libfaketimeMT.so.1'))
    .find((path) => existsSync(path));
  if (found) return found;
  throw new Error('libfaketime is missing: install the package "faketime".');
}

export class MovableClock {
  private readonly file: string;

  constructor(folder: string) {
    this.file = join(folder, 'clock');
    this.moveTo({ seconds: 0 });
  }

  get environment(): Record<string, string> {
    return {
      // Preloaded rather than run under the `faketime` command: that stands between a signal and the server.
      LD_PRELOAD: findLibrary(),
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_NO_CACHE: '1',
      // Time-outs and timers keep real time; only the date moves.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** Sets how far the server's time is ahead of the real one. */
  moveTo(ahead: { hours?: number; minutes?: number; seconds?: number }): void {
    const seconds = (ahead.hours ?? 0) * 3600 + (ahead.minutes ?? 0) * 60 + (ahead.seconds ?? 0);
    // By renaming, since the server may read the file at any moment.
    const draft = `${this.file}.draft`;
    writeFileSync(draft, `+${seconds}\n`);
    renameSync(draft, this.file);
  }
}
