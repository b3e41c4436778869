import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Where .ci/run wants the numbers; nobody else does. */
const results = process.env.TODOKE_RESULTS;

/** `npm run test:unit`: everything but the browser, the real servers and the crash harness. */
export default defineConfig({
  test: {
    include: ['tests/{rules,db,api,workers,hosts,house,desktop,regressions}/**/*.test.ts'],
    // Real databases and real servers: a busy machine may be slow, a hanging test must still end.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: results ? ['default', ['json', { outputFile: join(results, 'vitest.json') }]] : ['default'],
  },
});
