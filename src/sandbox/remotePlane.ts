import type { SignInAnswer, VpnDesk, VpnNews } from './clientVpn';
import type { DataPlane } from './dataPlane';
import { askSocket } from './unixSocket';

type Call = (method: string, path: string, body?: string) => Promise<string>;

/**
 * A data plane in another process, which listens on a Unix socket: `GET /authority` answers with PEM, `POST /apply` takes the truth
 * as JSON and answers 204, or another status with the reason as text; `POST /vpn` takes the answers to sign-ins, and answers when there is
 * something new. Stopping it is its owner's affair: the network stays as it is.
 */
export async function remotePlane(socketPath: string): Promise<DataPlane> {
  const stopped = new AbortController();
  const call: Call = (method, path, body = '') => askSocket(socketPath, method, path, body, stopped.signal);
  return {
    authority: await call('GET', '/authority'),
    door: undefined,
    apply: async (truth) => {
      if (!stopped.signal.aborted) await call('POST', '/apply', JSON.stringify(truth));
    },
    serveVpn: (desk) => void serveVpn(call, desk),
    stop: () => {
      stopped.abort();
      return Promise.resolve();
    },
  };
}

/** Until this plane is stopped, or the other process is gone: the next change that it is told of says so. */
async function serveVpn(call: Call, desk: VpnDesk): Promise<void> {
  let answers: readonly SignInAnswer[] = [];
  for (;;) {
    const said = await call('POST', '/vpn', JSON.stringify(answers)).catch(() => undefined);
    if (said === undefined) return;
    const { sessions, questions, tunnels } = JSON.parse(said) as VpnNews;
    desk.sessions(sessions);
    if (tunnels !== undefined) desk.tunnels(tunnels);
    answers = questions.map(({ id, user, passcode }) => ({ id, admitted: desk.signIn(user, passcode) }));
  }
}
