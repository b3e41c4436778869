import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fail } from './contract/errors.ts';
import { contract } from './contract/index.ts';
import { uncaughtLine } from './contract/redaction.ts';
import { defaultDataFolder } from './dataFolder.ts';
import { type Client, openHost } from './host.ts';
import { toListedError } from './listedErrors.ts';
import { fileSecrets } from './ports/secrets.ts';

const HELP = `todoke PROCEDURE ['{json}'] [--data DIR]
  todoke offices.list '{"search":"運送"}' --data ./office
Answers JSON on stdout; errors as {"code","message"} on stderr with exit code 1.`;

// Node would print the error as it is, with what the program was working on.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${uncaughtLine(error)}\n`);
  tellError(error);
  process.exit(1);
});

await main();

/** Runs one call of the contract for a script or a scheduler. */
async function main(): Promise<void> {
  try {
    const { values, positionals } = readArguments();
    const [name, json = '{}'] = positionals;
    if (!name || values.help) process.stdout.write(`${HELP}\n`);
    else await answer(name, json, values.data ?? defaultDataFolder());
  } catch (error) {
    tellError(error);
    process.exitCode = 1;
  }
}

/** In the one shape errors have for scripts. */
function tellError(error: unknown): void {
  const { code, message, data } = toListedError(error);
  process.stderr.write(`${JSON.stringify({ code, message, data })}\n`);
}

/** Errors: invalid_input with the option nobody knows. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { data: { type: 'string' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    throw fail('invalid_input', { field: /'(-[^' ]*)/.exec(String(error))?.[1] ?? 'arguments' });
  }
}

async function answer(name: string, json: string, dataFolder: string): Promise<void> {
  const input = parseJson(json);
  await mkdir(dataFolder, { recursive: true });
  const host = await openHost({
    dataFolder,
    register: 'main',
    secrets: fileSecrets(join(dataFolder, 'secrets.json')),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const result = await callOf(host.client('script'), name)(input);
    if (isStream(result)) {
      for await (const event of result) process.stdout.write(`${JSON.stringify(event)}\n`);
    } else {
      process.stdout.write(`${JSON.stringify(result)}\n`);
    }
  } finally {
    await host.close();
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw fail('invalid_input', { field: 'JSON' });
  }
}

/** The procedure behind `feature.name`. Errors: unknown_call. */
function callOf(client: Client, name: string): (input: unknown) => Promise<unknown> {
  const [feature = '', procedure = '', ...rest] = name.split('.');
  const known = Object.entries(contract).find(([key]) => key === feature)?.[1] ?? {};
  if (rest.length > 0 || !Object.hasOwn(known, procedure)) throw fail('unknown_call', { name });
  // The name is proven above; the input is checked by the contract itself.
  const calls = client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  return (input) => calls[feature]?.[procedure]?.(input) ?? Promise.reject(fail('unknown_call', { name }));
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
