import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRegisters, type Register } from './registers.ts';
import { startSink } from './sink.ts';
import { queueVersion } from './versions.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const SIZES = [1_000, 100_000];
/** Sent in each register: the same work, whatever waits behind it. */
const SECONDS = 20;
/** The larger may take so many times the memory of the smaller. */
const MOST = 1.5;

/** How much memory the sending takes with 1,000 and with 100,000 offices queued. True when it stays flat. */
export async function sendingMemory(): Promise<boolean> {
  const registers = await createRegisters();
  const sink = await startSink();
  const peaks: number[] = [];
  try {
    for (const offices of SIZES) peaks.push(await peakOf(await registers.of(offices), sink, offices));
  } finally {
    await sink.close();
    await registers.close();
  }
  const [small = 1, large = 0] = peaks;
  process.stdout.write(`ratio ${(large / small).toFixed(2)} (goal ${MOST})\n`);
  return large <= small * MOST;
}

async function peakOf({ client }: Register, sink: { host: string; port: number }, offices: number): Promise<number> {
  const mail = { host: sink.host, port: sink.port, security: 'none', from: 'kumiai@example.jp', perMinute: 0 } as const;
  await client.settings.update({ association: '例示組合', mail });
  const { queued } = await queueVersion(client);
  collect();
  const before = process.memoryUsage();
  let peak = 0;
  const look = setInterval(() => {
    // What is in use and not what waits to be collected: else a larger heap would only look larger.
    collect();
    const { heapUsed, external } = process.memoryUsage();
    peak = Math.max(peak, heapUsed + external);
  }, 1000);
  const { sent } = await client.deliveries.run({ maxSeconds: SECONDS });
  clearInterval(look);
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  process.stdout.write(
    `${offices} offices, ${queued} mails queued, ${sent} sent: before ${megabytes(before.heapUsed + before.external)}, ` +
      `most while sending ${megabytes(peak)}\n`,
  );
  return peak;
}
