import { request } from 'node:http';

const TEN_MEGABYTES = 10 * 1024 * 1024;

/**
 * Announces a form whose body is ten megabytes and answers with the status. The body follows only if the server wants
 * it: one that refuses may hang up at once, which a client that is still sending sees as a broken pipe.
 */
export function statusOfHugePost(
  origin: string,
  path: string,
  form: string,
  headers: Record<string, string>,
): Promise<number> {
  return new Promise((answered, fail) => {
    const post = request(`${origin}${path}`, {
      method: 'POST',
      agent: false,
      headers: {
        origin,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': TEN_MEGABYTES,
        expect: '100-continue',
        ...headers,
      },
    });
    post.once('continue', () => post.end(`${form}&filler=`.padEnd(TEN_MEGABYTES, 'x')));
    post.once('response', (response) => {
      answered(response.statusCode ?? 0);
      post.destroy();
    });
    // After an answer this changes nothing: the promise is settled.
    post.on('error', fail);
    post.flushHeaders();
  });
}
