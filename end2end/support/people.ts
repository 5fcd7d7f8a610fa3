// Who acts in the stories, and on what: the demo data that contracts promise.
export type Account = { number: string; name: string };
export type Person = { email: string; password: string };
export type Kind = 'Master PIN' | 'One-Time PIN';

export const PASSWORD = 'correct-horse-of-the-stories';

export const acme: Account = { number: '10001', name: 'Acme Web Studio' };
export const birch: Account = { number: '10002', name: 'Birch & Co' };
/** An account that does not exist. */
export const nobody: Account = { number: '99999', name: 'Nobody' };

export const holder: Person = { email: 'holder@acme.example', password: PASSWORD };
export const holderOfBirch: Person = { email: 'holder@birch.example', password: PASSWORD };
/** A sub-account on both accounts. */
export const sam: Person = { email: 'sam@shared.example', password: PASSWORD };

export const KINDS: readonly Kind[] = ['Master PIN', 'One-Time PIN'];

/** The name of a kind in forms. */
export const formName: Record<Kind, 'master' | 'one_time'> = { 'Master PIN': 'master', 'One-Time PIN': 'one_time' };
