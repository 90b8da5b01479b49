import type { Invocation } from './handler';
import { chosenOffice } from './officeSides';
import { planPart } from './partCommands';

/** The office's side, put on a Linux gateway that the person names: a plan, which looks at the gateway and writes nothing on it before it is run. */
export async function applyOverSsh(invocation: Invocation): Promise<void> {
  const chosen = await chosenOffice(invocation);
  if (chosen !== undefined) {
    const { connection: { instance: { region } }, office } = chosen;
    await planPart(invocation, 'officeGateway', { region, name: office.name, office });
  }
}
