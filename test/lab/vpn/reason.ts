/**
 * What charon's words mean in the API's codes, whichever side began; undefined where they are no reason. Those of the second phase are
 * looked for first: a proposal that is not chosen is of that one where a CHILD_SA is spoken of. Source of the codes: IBM-CLOUD E.2, E.7.
 */
export function reasonIn(line: string): string | undefined {
  return reasons.find(([words]) => words.test(line))?.[1];
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [/TS_UNACCEPTABLE|traffic selectors .* unacceptable/, 'ike_v2_local_remote_cidr_mismatch'],
  [/INVALID_ID_INFORMATION|no matching CHILD_SA config found/, 'ike_v1_id_local_remote_cidr_mismatch'],
  [/NO_PROPOSAL_CHOSEN.*CHILD_SA|no acceptable proposal found/, 'ipsec_policy_mismatch'],
  [/received NO_PROPOSAL_CHOSEN|received proposals unacceptable/, 'ike_policy_mismatch'],
  [/AUTHENTICATION_FAILED|MAC mismatched|no matching peer config found|no shared key found|constraint check failed/, 'cannot_authenticate_connection'],
  [/giving up after \d+ retransmits|peer not responding/, 'peer_not_responding'],
];
