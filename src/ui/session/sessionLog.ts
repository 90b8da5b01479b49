import type { Log } from '../log';
import type { SessionDependencies } from './openSession';

/** What a session tells a log. Reads come by the hundred and go well; a change, or a request that failed, is what one looks for later. */
export function sessionLog(log: Pick<Log, 'debug' | 'info' | 'failure'>): Pick<SessionDependencies, 'log' | 'asked' | 'happened'> {
  return {
    log: (what, error) => log.failure(what, error),
    asked: ({ service, method, path, status, code, milliseconds, trace }) => {
      const wentWell = method === 'GET' && status !== undefined && status < 400;
      log[wentWell ? 'debug' : 'info'](`${method} ${service} ${path}`, { status, code, milliseconds, trace });
    },
    happened: (line) => log.info(line),
  };
}
