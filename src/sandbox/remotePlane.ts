import { request } from 'node:http';
import type { DataPlane } from './dataPlane';

/** Longer than any change takes; one that takes longer has failed. */
const limitMs = 120_000;

/**
 * A data plane in another process, which listens on a Unix socket: `GET /authority` answers with PEM, `POST /apply` takes the truth
 * as JSON and answers 204, or another status with the reason as text. Stopping it is its owner's affair: the network stays as it is.
 */
export async function remotePlane(socketPath: string): Promise<DataPlane> {
  const stopped = new AbortController();
  const call = (method: string, path: string, body?: string): Promise<string> => ask(socketPath, method, path, body, stopped.signal);
  return {
    authority: await call('GET', '/authority'),
    door: undefined,
    apply: async (truth) => {
      if (!stopped.signal.aborted) await call('POST', '/apply', JSON.stringify(truth));
    },
    stop: () => {
      stopped.abort();
      return Promise.resolve();
    },
  };
}

/** The body of the answer; rejects with it when the status is none of success. */
function ask(socketPath: string, method: string, path: string, body: string | undefined, stopped: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(limitMs)]);
    const question = request({ socketPath, method, path, signal, agent: false }, (answer) => {
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
