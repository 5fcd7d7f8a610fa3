// Where PostgreSQL's programs are, and as whom they run.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps them, a folder for each version and none of them on the path. */
const DEBIAN = '/usr/lib/postgresql';

/** The folder of the programs: the first on the path, or else the newest of Debian's. */
export function folderOf(...programs: string[]): string {
  const isComplete = (folder: string) => programs.every((program) => existsSync(join(folder, program)));
  const found = [...(process.env['PATH'] ?? '').split(delimiter), ...debians()].find(isComplete);
  if (found) return found;
  throw new Error(`PostgreSQL’s programs are missing (${programs.join(', ')}): install PostgreSQL, as script/setup test does.`);
}

function debians(): string[] {
  if (!existsSync(DEBIAN)) return [];
  const versions = readdirSync(DEBIAN).map(Number).filter(Number.isInteger);
  return versions.sort((one, other) => other - one).map((version) => join(DEBIAN, String(version), 'bin'));
}

/** Whom to run them as where that is not who runs the stories: PostgreSQL refuses to be run by root. */
export function user(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    throw new Error('Root needs a user named postgres to run PostgreSQL as: run useradd --system postgres.');
  }
}

function id(option: '-u' | '-g'): number {
  return Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}
