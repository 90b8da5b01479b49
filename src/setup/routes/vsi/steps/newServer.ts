import { t } from '../../../../model/l10n';
import type { Subnet } from '../../../../model/landscape';
import type { Service } from '../../../../model/service';
import type { Fact } from '../../../facts';
import { newServerStep as sharedNewServer } from '../../../steps/newServer';
import type { Step } from '../../../steps/step';
import type { NewServer, VsiChoices } from '../choices';
import { serverFact, serverGroupFact, sshKeyFact } from '../facts';

type Subnets = readonly { readonly zone: string; readonly subnet: Fact<Subnet> }[];

/** A server of the connection's own, in the middle of the way. */
export function newServerStep({ address, resourceGroupId }: VsiChoices, server: NewServer, { words }: Service, subnets: Subnets): Step {
  return sharedNewServer({
    server, subnets, resourceGroupId,
    why: t('It stands inside the VPC, where the private names resolve: you reach {0} through it over SSH.', words.protocol),
    group: serverGroupFact, key: sshKeyFact, into: serverFact,
    reachedAt: address.kind === 'address' ? address.address : undefined,
  });
}
