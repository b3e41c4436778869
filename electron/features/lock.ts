import { api, change, tell } from './context.ts';

export const lock = {
  state: api.lock.state.handler(({ context }) => context.windowLock.state()),

  lock: api.lock.lock.handler(async ({ context }) => {
    await context.windowLock.lock();
    tell(context, { type: 'changed', feature: 'lock' });
    return {};
  }),

  unlock: api.lock.unlock.handler(async ({ input, context }) => {
    await context.windowLock.unlock(input.pin);
    tell(context, { type: 'changed', feature: 'lock' });
    return {};
  }),

  setPin: api.lock.setPin.handler(async ({ input, context }) => {
    await context.windowLock.setPin(input.pin, context.caller === 'script' ? null : (input.present ?? ''));
    await change(context, 'lock.setPin', async (_tx, note) => note('lock', null, { set: input.pin !== null }));
    return {};
  }),
};
