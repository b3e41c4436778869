// Adds up what the steps of .ci/run left behind and prints it as the last line. Plain JavaScript, because it must also
// run on the machine's own Node when `npm ci` failed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [stepsFile = '', resultsFolder = ''] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };

/** What a test runner wrote; null when it did not get that far. */
function resultsOf(name) {
  const file = join(resultsFolder, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

const vitest = resultsOf('vitest.json');
if (vitest) {
  sum.passed += vitest.numPassedTests;
  sum.failed += vitest.numFailedTests;
  sum.skipped += vitest.numPendingTests + vitest.numTodoTests;
  // A file that does not even load has no tests to fail.
  sum.failed += vitest.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
}

const playwright = resultsOf('playwright.json');
if (playwright) {
  sum.passed += playwright.stats.expected;
  // What passes only at the second try is not sound.
  sum.failed += playwright.stats.unexpected + playwright.stats.flaky + playwright.errors.length;
  sum.skipped += playwright.stats.skipped;
}

for (const line of readFileSync(stepsFile, 'utf8').trim().split('\n')) {
  const [code, ...words] = line.split(' ');
  const command = words.join(' ');
  // The demo counts as one test. The other steps count for their tests, and as one failure when they fail without any.
  if (command.startsWith('npm run demo')) sum[code === '0' ? 'passed' : 'failed'] += 1;
  else if (code !== '0' && sum.failed === 0) sum.failed += 1;
  if (code !== '0') console.log(`failed: ${command}`);
}
// Green steps without numbers would be a broken count, not a success.
if (sum.failed === 0 && !(vitest && playwright)) sum.failed += 1;

const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exitCode = sum.failed === 0 ? 0 : 1;
