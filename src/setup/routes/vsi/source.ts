import type { RouteSource } from '../route';
import type { VsiChoices } from './choices';

/** Who may SSH in to the server. Where no rule is made, that is a matter of rules of the user's own. */
export const vsiSource: RouteSource<VsiChoices> = {
  ranges: ({ sshFrom }) => sshFrom === undefined ? [] : [sshFrom],
  changed: (choices, address) => {
    const { sshFrom, sshFromBefore = [] } = choices;
    return {
      ...choices, sshFrom: `${address}/32`, ownAddress: address, openToInternetConfirmed: undefined,
      sshFromBefore: [...new Set([...sshFromBefore, ...sshFrom === undefined ? [] : [sshFrom]])],
    };
  },
};
