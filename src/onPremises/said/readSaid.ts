import { readListedConns } from './listedConns';
import { readListedSas } from './listedSas';
import type { SeenConnection } from './seen';
import { readStatusAll } from './statusAll';

/**
 * What a person pasted, or a command wrote: `swanctl --list-conns`, `--list-sas`, both behind each other, or `ipsec statusall`. Told apart by what is in it.
 * What stands has the last word over what is set; nothing is found in any other text.
 */
export function readSaid(text: string): readonly SeenConnection[] {
  if (/^Connections:|^Security Associations \(/m.test(text)) {
    return readStatusAll(text);
  }
  const found = new Map<string, SeenConnection>();
  for (const seen of [...readListedConns(text), ...readListedSas(text)]) {
    found.set(seen.name, joined(found.get(seen.name), seen));
  }
  return [...found.values()];
}

/** What is not known yet while they talk does not hide what is set. */
function joined(set: SeenConnection | undefined, stands: SeenConnection): SeenConnection {
  if (set === undefined) {
    return stands;
  }
  const children = stands.children.length === 0 ? set.children : stands.children;
  return stands.isEstablished === true ? { ...set, ...stands, children } : { ...set, isEstablished: false };
}
