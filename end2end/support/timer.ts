// The timer's two ways of writing: 23:59:59 and 23 h 59 min.
const CLOCK = /^(\d{1,2}):([0-5]\d):([0-5]\d)$/;
const WORDS = /^(?:(\d{1,2}) h)? ?(?:(\d{1,2}) min)?$/;

/** The seconds that the timer's text stands for. Throws on any other text. */
export function secondsOf(text: string): number {
  const written = text.replace(/\s+/g, ' ').trim();
  const [, hours, minutes, seconds] = CLOCK.exec(written) ?? WORDS.exec(written) ?? [];
  if (hours === undefined && minutes === undefined) throw new Error(`"${written}" is no timer's text`);
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

/** Hours, minutes and seconds as seconds. */
export function span(hours: number, minutes = 0, seconds = 0): number {
  return hours * 3600 + minutes * 60 + seconds;
}
