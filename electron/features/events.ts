import { api } from './context.ts';

export const events = {
  watch: api.events.watch.handler(async function* ({ context, signal }) {
    for await (const event of context.events.watch(signal)) yield event;
  }),
};
