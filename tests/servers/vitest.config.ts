import { defineConfig } from 'vitest/config';

/** `npm run test:servers`: real PostgreSQL, Postfix and Dovecot, started for the run and stopped after it. */
export default defineConfig({
  test: {
    // The rules of the register hold on the real server too, so its tests run once more, there.
    include: ['tests/servers/**/*.test.ts', 'tests/db/**/*.test.ts'],
    globalSetup: 'tests/servers/setup.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
