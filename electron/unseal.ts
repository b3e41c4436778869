import { createInterface } from 'node:readline/promises';
import { SealBroken, unseal } from '../db/sealed.ts';

// Opens a sealed backup with nothing but the file and the passphrase: for the day when the PC itself is gone.

const [file, target] = process.argv.slice(2);
if (!file || !target) {
  process.stdout.write('npm run unseal -- FILE.sealed REGISTER.sqlite\n');
  process.exitCode = 1;
} else {
  await open(file, target);
}

async function open(sealed: string, plain: string): Promise<void> {
  try {
    await unseal(sealed, plain, process.env.TODOKE_PASSPHRASE ?? (await ask()));
    process.stdout.write(`${plain}\n`);
  } catch (error) {
    const broken = error instanceof SealBroken;
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(broken ? '合言葉が違うか、ファイルが壊れています。\n' : `${why}\n`);
    process.exitCode = 1;
  }
}

async function ask(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await terminal.question('合言葉 / passphrase: ');
  terminal.close();
  return typed;
}
