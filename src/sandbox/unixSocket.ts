import { request } from 'node:http';

/** Longer than any answer takes; one that takes longer has failed. */
const limitMs = 120_000;

/** Asks an HTTP server that listens on a Unix socket. The body of its answer; rejects with that body when the status is none of success. */
export function askSocket(socketPath: string, method: string, path: string, body: string, stopped?: AbortSignal): Promise<string> {
  const limit = AbortSignal.timeout(limitMs);
  const signal = stopped === undefined ? limit : AbortSignal.any([stopped, limit]);
  // Said by hand: Node does not for a DELETE.
  const headers = { 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const question = request({ socketPath, method, path, headers, signal, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { statusCode = 0 } = answer;
        if (statusCode >= 200 && statusCode < 300) resolve(text);
        else reject(new Error(text));
      });
    });
    question.once('error', reject);
    question.end(body);
  });
}
