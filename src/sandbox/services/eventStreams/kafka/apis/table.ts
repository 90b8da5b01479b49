import type { Api } from '../api';
import { describeConfigs } from './configs';
import { fetch } from './fetch';
import { deleteGroups, describeGroups, listGroups } from './groupAdmin';
import { listOffsets } from './listOffsets';
import { heartbeat, joinGroup, leaveGroup, syncGroup } from './membership';
import { describeCluster, findCoordinator, metadata } from './metadata';
import { offsetCommit, offsetFetch } from './offsets';
import { initProducerId, produce } from './produce';
import { createTopics, deleteTopics } from './topics';

/**
 * All that an authenticated client may ask. Versions end before the flexible ones where clients do not need those, but reach
 * the least that Java clients of Kafka 4 take (KIP-896: a broker of 2.1).
 */
export const apis: readonly Api[] = [
  produce, fetch, listOffsets, initProducerId,
  metadata, describeCluster, describeConfigs,
  createTopics, deleteTopics,
  findCoordinator, joinGroup, syncGroup, heartbeat, leaveGroup,
  offsetCommit, offsetFetch,
  listGroups, describeGroups, deleteGroups,
];
