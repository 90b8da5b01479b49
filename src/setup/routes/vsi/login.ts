import { sshPort } from '../../../model/serverLogin';
import type { RouteLogin } from '../route';
import type { VsiChoices } from './choices';

/** Where the server's SSH listens: what is not saved is the usual port. */
export function portOf(choices: Pick<VsiChoices, 'sshPort'>): number {
  return choices.sshPort ?? sshPort;
}

/** Who signs in to the server. A rule of ours for another port than before takes the place of that one's. */
export const vsiLogin: RouteLogin<VsiChoices> = {
  of: (choices) => ({ user: choices.loginUser, port: portOf(choices) }),
  changed: (choices, { user, port }) => {
    const [before, { sshPortsBefore = [] }] = [portOf(choices), choices];
    return {
      ...choices, loginUser: user, sshPort: port === sshPort ? undefined : port,
      ...before === port ? {} : { sshPortsBefore: [...new Set([...sshPortsBefore, before])] },
    };
  },
};
