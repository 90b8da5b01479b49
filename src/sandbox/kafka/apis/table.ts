import type { Api } from '../api';
import { describeCluster, findCoordinator, metadata } from './metadata';

/** All that an authenticated client may ask. */
export const apis: readonly Api[] = [metadata, describeCluster, findCoordinator];
