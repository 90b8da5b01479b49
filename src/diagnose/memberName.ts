import type { HostPort } from '../model/instance';

/** "kafka-0" of "kafka-0.guid.private.example": what tells the members of one instance apart. */
export function memberName({ host }: HostPort): string {
  return host.replace(/\..*$/s, '');
}
