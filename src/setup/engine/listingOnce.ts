import type { VpcService } from '../../cloud/vpcService';

/** The same service, which asks the cloud for each list once: a plan is a picture of one moment, whoever of its steps looks. */
export function listingOnce(vpc: VpcService): VpcService {
  const lists = new Map<string, unknown>();
  return new Proxy(vpc, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || typeof name !== 'string') {
        return member;
      }
      return (...given: unknown[]): unknown => {
        if (!name.startsWith('list')) {
          return Reflect.apply(member, target, given);
        }
        const key = `${name} ${JSON.stringify(given.filter((argument) => !(argument instanceof AbortSignal)))}`;
        const list: unknown = lists.get(key) ?? Reflect.apply(member, target, given);
        lists.set(key, list);
        return list;
      };
    },
  });
}
