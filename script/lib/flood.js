// A flood of sign-ins, all at once and none of them right, from a thread of its own: so that whoever measures beside it
// waits for the server and not for the flood's client.
'use strict';
const http = require('node:http');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');

/** The status of one wrong sign-in by someone who does not exist. */
function wrongSignIn(origin, number) {
  const body = new URLSearchParams({ email: `nobody-${number}@flood.example`, password: 'not-the-password' }).toString();
  const headers = {
    Accept: 'application/json',
    Origin: origin,
    'Sec-Fetch-Site': 'same-origin',
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
  };
  return new Promise((done, refuse) => {
    const request = http.request(`${origin}/api/sign_in`, { method: 'POST', agent: false, headers }, (response) => {
      response.resume();
      response.once('error', refuse);
      response.once('end', () => done(response.statusCode));
    });
    request.once('error', refuse);
    request.end(body);
  });
}

async function pour({ origin, count }) {
  const begin = process.hrtime.bigint();
  const waiting = Array.from({ length: count }, (_, number) => wrongSignIn(origin, number));
  parentPort.postMessage('begun');
  const statuses = await Promise.all(waiting);
  return { statuses, took: Number(process.hrtime.bigint() - begin) / 1e6 };
}

/** Repeats `beside` from the flood's first request until its last answer: all statuses, and the milliseconds it took. */
function flood(origin, count, beside) {
  const worker = new Worker(__filename, { workerData: { origin, count } });
  return new Promise((done, refuse) => {
    let result;
    const repeat = async () => {
      while (!result) await beside();
      return result;
    };
    worker.once('error', refuse);
    worker.on('message', (message) => {
      if (message === 'begun') repeat().then(done, refuse);
      else result = message;
    });
  });
}

if (isMainThread) module.exports = { flood };
else pour(workerData).then((result) => parentPort.postMessage(result));
