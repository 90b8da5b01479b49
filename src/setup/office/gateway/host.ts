import * as v from 'valibot';
import type { OfficeDescription } from '../../../onPremises/office';
import type { StepContext } from '../../context';
import { Fact } from '../../facts';
import { serverChoice } from '../../server/access';
import { asRoot, onServer, type Shell } from '../../server/shell';

/** A host that is no server of the account, and how it is signed in to. `name` is what a person calls it. */
export const gatewayHost = v.object({ name: v.string(), ...v.omit(serverChoice, ['server']).entries });

export interface OfficeGateway extends v.InferOutput<typeof gatewayHost> {
  /** What is put there is made of it. Its key is in the vault, by the id of the connection that has it. */
  readonly description: Omit<OfficeDescription, 'key'>;
  readonly connectionId: string;
}

/** The office's gateway that something is put on. */
export const officeGateway = new Fact<OfficeGateway>('The office’s gateway');

/** Which host it is, as it is reached. */
export function hostOf({ address, sshPort = 22 }: Pick<OfficeGateway, 'address' | 'sshPort'>): string {
  return `${address}:${sshPort}`;
}

/** Signs in, works with the administrator's rights, and signs out. Rejects with what signing in rejects with. */
export async function onGateway<T>(context: StepContext, work: (root: Shell) => Promise<T>): Promise<T> {
  const host = context.facts.need(officeGateway);
  return await onServer(context, { ...host, server: { name: host.name } }, (shell) => work({
    ...shell, run: (words, options) => shell.run(asRoot(host, words), options),
  }));
}
