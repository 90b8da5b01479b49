import * as v from 'valibot';
import { checkOffice } from '../../../onPremises/checkOffice';
import { Failure } from '../../../model/failure';
import { espChoices, ikeChoices, officeChoices } from '../../office/choices';
import { gatewayHost } from '../../office/gateway/host';

const text = v.string();
const texts = v.array(text);
const identity = officeChoices.entries.identity;

/** A site-to-site VPN as its office sees it, without its key: what `checkOffice` takes. */
const description = v.pipe(v.object({
  name: text, mode: v.picklist(['policy', 'route']),
  office: v.object({ address: v.exactOptional(text), isBehindNat: v.boolean(), identity, ranges: texts }),
  cloud: v.object({ tunnels: v.array(v.object({ address: text, identity })), ranges: texts }),
  ike: ikeChoices,
  esp: v.object({ ...espChoices.entries, integrity: v.exactOptional(v.nonOptional(espChoices.entries.integrity)) }),
  dns: v.object({ domains: texts, servers: texts }),
}), v.check((input) => isOffice(input)));

/** The on-premises files, put on a gateway over SSH. `connectionId` has the key in the vault. */
export const officeGatewayChoices = v.object({ part: v.literal('office-gateway'), ...gatewayHost.entries, connectionId: text, description });

function isOffice(input: Parameters<typeof checkOffice>[0]): boolean {
  try {
    checkOffice(input);
    return true;
  } catch (error) {
    if (error instanceof Failure) {
      return false;
    }
    throw error;
  }
}
