import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../electron/contract/index.ts';
import type { FromService, ToService } from '../../electron/shell/messages.ts';

/** What Electron gives a utility process, made of a worker thread: `process.parentPort`, with ports in its messages. */
const PRELUDE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { EventEmitter } = require('node:events');
  process.parentPort = Object.assign(new EventEmitter(), { postMessage: (message) => parentPort.postMessage(message) });
  parentPort.on('message', ({ data, ports }) => process.parentPort.emit('message', { data, ports }));
  require(workerData);
`;

type Said<Type> = Extract<FromService, { type: Type }>;

/** Runs a built service program in a thread of its own and opens a data folder with it. */
export function openService(program: string, dataFolder: string) {
  const worker = new Worker(PRELUDE, { eval: true, workerData: program });
  const heard: FromService[] = [];
  worker.on('message', (message: FromService) => heard.push(message));
  const tell = (message: ToService) => worker.postMessage({ data: message, ports: [] });
  tell({ type: 'open', dataFolder });

  return {
    tell,
    ended: once(worker, 'exit').then(([code]) => Number(code)),
    /** The next message of a kind; what it logged in between is told when it says something else for good. */
    async said<Type extends FromService['type']>(type: Type): Promise<Said<Type>> {
      for (;;) {
        const index = heard.findIndex((message) => message.type === type);
        const [message] = index >= 0 ? heard.splice(index, 1) : [];
        if (message?.type === type) return message as Said<Type>;
        const refused = heard.find((other) => other.type === 'refused');
        if (refused) throw new Error(JSON.stringify(heard));
        await once(worker, 'message');
      }
    },
    /** A page's end of a new channel to the service. */
    connect(): ContractRouterClient<Contract> {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ data: { type: 'connect' }, ports: [port1] }, [port1]);
      port2.unref();
      return createORPCClient(new RPCLink({ port: port2 }));
    },
  };
}
