import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';

export type Finding = Output<AssayCalls['finding.list']>['findings'][number];
