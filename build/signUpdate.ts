import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { updateManifest } from '../electron/contract/updates.ts';
import { signedText } from '../electron/rules/updateManifest.ts';
import packageJson from '../package.json' with { type: 'json' };

// `npm run sign-update`: the publisher's letter to an installer. The key never leaves the publisher's machine.
//   --new-key FILE                   makes a key pair: the private half into FILE, the public half on the screen
//   --key FILE --installer FILE --platform win32-x64 --date YYYY-MM-DD
//                                    writes INSTALLER.todoke-update.json beside the installer

const { values } = parseArgs({
  options: {
    'new-key': { type: 'string' },
    key: { type: 'string' },
    installer: { type: 'string' },
    platform: { type: 'string', default: 'win32-x64' },
    date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
});

if (values['new-key']) makeKey(values['new-key']);
else if (values.key && values.installer) letterFor(values.installer, values.key);
else {
  console.error('Name --new-key FILE, or --key FILE and --installer FILE.');
  process.exitCode = 1;
}

function makeKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  // `wx`: a key that is there already is never written over.
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  console.log(`PUBLISHER_KEY for electron/rules/updateManifest.ts: ${publicHalf(readFileSync(file))}`);
}

function publicHalf(pem: Buffer): string {
  const der = createPublicKey(createPrivateKey(pem)).export({ format: 'der', type: 'spki' });
  return der.subarray(-32).toString('base64');
}

function letterFor(installer: string, keyFile: string): void {
  const bytes = readFileSync(installer);
  const unsigned = updateManifest.omit({ signature: true }).parse({
    format: 1,
    version: packageJson.version,
    platform: values.platform,
    file: basename(installer),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    releasedOn: values.date,
  });
  const key = createPrivateKey(readFileSync(keyFile));
  const signature = sign(null, Buffer.from(signedText(unsigned)), key).toString('base64');
  const letter = `${installer}.todoke-update.json`;
  writeFileSync(letter, `${JSON.stringify({ ...unsigned, signature }, null, 2)}\n`);
  console.log(letter);
}
