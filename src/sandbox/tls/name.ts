import { der, oid, printable, sequence, utf8 } from './der';

/** What a distinguished name is made of; a kind with several values stands several times. */
export interface NameParts {
  readonly commonName?: string | undefined;
  readonly country?: readonly string[] | undefined;
  readonly province?: readonly string[] | undefined;
  readonly locality?: readonly string[] | undefined;
  readonly streetAddress?: readonly string[] | undefined;
  readonly postalCode?: readonly string[] | undefined;
  readonly organization?: readonly string[] | undefined;
  readonly organizationalUnit?: readonly string[] | undefined;
  readonly serialNumber?: string | undefined;
}

/** A distinguished name in DER, from the wide to the narrow. */
export function distinguishedName(parts: NameParts): Buffer {
  const several = (id: string, values: readonly string[] = [], write = utf8): Buffer[] => values.map((value) => attribute(id, write(value)));
  const one = (id: string, value: string | undefined, write = utf8): Buffer[] => several(id, value === undefined || value === '' ? [] : [value], write);
  return sequence(
    // A country is two letters of a smaller alphabet (RFC 5280, appendix A.1).
    ...several('2.5.4.6', parts.country, printable), ...several('2.5.4.8', parts.province), ...several('2.5.4.7', parts.locality),
    ...several('2.5.4.9', parts.streetAddress), ...several('2.5.4.17', parts.postalCode), ...several('2.5.4.10', parts.organization),
    ...several('2.5.4.11', parts.organizationalUnit), ...one('2.5.4.3', parts.commonName), ...one('2.5.4.5', parts.serialNumber, printable),
  );
}

function attribute(id: string, value: Buffer): Buffer {
  return der(0x31, sequence(oid(id), value));
}
