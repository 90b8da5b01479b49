import type { DataPlane } from './dataPlane';
import { askSocket } from './unixSocket';

/**
 * A data plane in another process, which listens on a Unix socket: `GET /authority` answers with PEM, `POST /apply` takes the truth
 * as JSON and answers 204, or another status with the reason as text. Stopping it is its owner's affair: the network stays as it is.
 */
export async function remotePlane(socketPath: string): Promise<DataPlane> {
  const stopped = new AbortController();
  const call = (method: string, path: string, body = ''): Promise<string> => askSocket(socketPath, method, path, body, stopped.signal);
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
