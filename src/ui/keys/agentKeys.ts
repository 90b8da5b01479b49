import { Failure } from '../../model/failure';
import { heldKeys, type HeldKey } from '../../ssh/agent';

/** What the SSH agent at that socket has; nothing where there is none. */
export async function agentKeys(socket: string | undefined, signal: AbortSignal): Promise<readonly HeldKey[]> {
  try {
    return socket === undefined ? [] : await heldKeys(socket, signal);
  } catch (error) {
    // Files can be chosen all the same; an agent that was chosen before and has gone is told where it is used.
    if (error instanceof Failure) {
      return [];
    }
    throw error;
  }
}
