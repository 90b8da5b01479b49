import type { Connection } from '../../../../model/connection';
import type { Names } from '../../../names';
import { authorizationStep } from '../../../steps/authorization';
import { secretsManagerFact, secretsManagerStep } from '../../../steps/secretsManager';
import type { Step } from '../../../steps/step';
import { certificateWaySteps } from '../../../steps/vpnCertificateWays';
import type { ClientVpnChoices } from '../choices';

/** What a new server shows, and knows people by, where it reads that, and that it may. One that is there has all of it. */
export function certificateSteps({ choices }: Connection<ClientVpnChoices>, names: Names): readonly Step[] {
  const { certificates, secretsManager, resourceGroupId, server } = choices;
  return server.kind === 'existing' || certificates === undefined || secretsManager === undefined ? [] : [
    secretsManagerStep({ choice: secretsManager, resourceGroupId }),
    ...certificateWaySteps(certificates, names, choices.renewals?.length),
    authorizationStep({ name: names.of('reads-secrets'), instance: secretsManagerFact }),
  ];
}
