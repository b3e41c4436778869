import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient, InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../../electron/contract/index.ts';
import { link } from './connection.ts';

/** Every call of the contract, by name. */
export const client: ContractRouterClient<Contract> = createORPCClient(link);

/** The same calls as options for `useQuery` and `useMutation`. */
export const api = createTanstackQueryUtils(client);

export type Outputs = InferContractRouterOutputs<Contract>;
export type Inputs = InferContractRouterInputs<Contract>;
export type Office = Outputs['offices']['list']['rows'][number];
export type Incident = Outputs['incidents']['list']['rows'][number];
export type Overview = Outputs['incidents']['overview'];
export type Progress = Outputs['acknowledgements']['progress'];
export type Delivery = Outputs['deliveries']['list']['rows'][number];
export type SendingStatus = Outputs['deliveries']['status'];
export type ImportResult = Outputs['offices']['import'];
export type ExportResult = Outputs['reports']['export'];
export type Doubt = Outputs['deliveries']['inDoubt']['rows'][number];
export type FrameData = Outputs['settings']['frame'];
