import { withDeadline } from '../../../model/deadline';
import { Failure, isCancelled } from '../../../model/failure';
import { t } from '../../../model/l10n';
import { visible } from '../../../model/text';
import { wayOf } from '../../../ssh/way';
import { wordsOf } from '../../../base/words';
import type { StepContext } from '../../context';
import type { VsiChoices } from './choices';
import type { KnownWay } from '../../steps/verified';
import { portOf } from './login';
import { openWayFact } from './openWay';

const answerMs = 5_000;
/** Enough for an answer that was lost; a VPN that is not connected is not mended by more. */
const triesOfKnownWay = 4;

/** What is to be known of the way to an address that was typed, before the last step waits for it in vain; undefined where it answers. */
export async function foreseen({ dependencies: { environment }, signal }: StepContext, choices: VsiChoices): Promise<string | undefined> {
  const { address: chosen, loginUser } = choices;
  if (chosen.kind === 'floating-ip') {
    return undefined;
  }
  const { address, through } = chosen;
  const port = portOf(choices);
  try {
    if (through !== undefined) {
      await wayOf(through, { sshFolder: environment.sshFolder, host: address, port, username: loginUser }, signal);
      return undefined;
    }
    const late = (): Error => new Error(t('no answer within {0} s', answerMs / 1000));
    (await withDeadline(answerMs, signal, (own) => environment.network.connect(address, port, own), late)).destroy();
    return undefined;
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    return through === undefined
      ? t('this machine does not get to {0}:{1} now ({2}): connect the VPN before you run it', visible(address, 100), port, visible(wordsOf(error), 200))
      : error instanceof Failure ? `${error.why} ${error.next}` : wordsOf(error);
  }
}

/** The way to a server that exists, at an address that was typed, where no rule of this run is still to take effect; undefined for any other. */
export function knownWay({ facts }: Pick<StepContext, 'facts'>, choices: VsiChoices): KnownWay | undefined {
  const { address: chosen, server, sshFrom } = choices;
  if (server.kind === 'new' || chosen.kind === 'floating-ip' || (sshFrom !== undefined && facts.get(openWayFact)?.toServer !== true)) {
    return undefined;
  }
  const { address, through } = chosen;
  return {
    tries: triesOfKnownWay,
    unanswered: (last, tries) => last.code !== 'ssh.unreachable' || through !== undefined ? last : new Failure({
      code: last.code, what: last.what, cause: last,
      why: t('{0}:{1} did not answer {2} tries in a row. The last one: {3}', visible(address, 100), portOf(choices), tries, last.why),
      next: t(
        'Connect the VPN or the network that leads to {0}, look whether the server {1} is up, then go on with the run; Change SSH Login… takes another port.',
        visible(address, 100), visible(server.name, 100),
      ),
    }),
  };
}
