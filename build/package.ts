import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Configuration, createTargets, Platform, build as pack } from 'electron-builder';
import { build } from './build.ts';
import config from './electron-builder.config.ts';
import { electronFolder, electronProgram, fetchElectron } from './electronProgram.ts';
import { bringTypesetter } from './typesetter.ts';

// `npm run package`: installers for this system, or for the ones named by --linux --win --mac.
//   --dir                 stops at the unpacked program
//   --electron-dist PATH  takes Electron from this folder instead of fetching it
//   --output PATH         where the results go (release)

const { values } = parseArgs({
  options: {
    linux: { type: 'boolean' },
    win: { type: 'boolean' },
    mac: { type: 'boolean' },
    dir: { type: 'boolean' },
    'electron-dist': { type: 'string' },
    output: { type: 'string' },
  },
});

const named = [
  ...(values.linux ? [Platform.LINUX] : []),
  ...(values.win ? [Platform.WINDOWS] : []),
  ...(values.mac ? [Platform.MAC] : []),
];
const platforms = named.length > 0 ? named : [Platform.current()];

if (values['electron-dist'] || electronProgram() || (await fetchElectron(console.log))) {
  await build({ force: false, log: console.log });
  for (const system of systems()) bringTypesetter(system, console.log);
  await pack({
    projectDir: join(import.meta.dirname, '..'),
    publish: 'never',
    targets: createTargets(platforms, values.dir ? 'dir' : null),
    config: configuration(),
  });
} else {
  console.error(
    'The Electron program is not on this machine and cannot be fetched: name its folder by --electron-dist.',
  );
  process.exitCode = 1;
}

/** `platform-arch` of everything that is packed. */
function systems(): string[] {
  return platforms.flatMap((platform) =>
    platform === Platform.MAC ? ['darwin-x64', 'darwin-arm64'] : [`${platform.nodeName}-x64`],
  );
}

/** Our configuration with the Electron to use: the named one, this machine's own, or (for other systems) a fetched one. */
function configuration(): Configuration {
  const onlyThisSystem = platforms.every((platform) => platform === Platform.current());
  const electronDist = values['electron-dist'] ?? (onlyThisSystem ? electronFolder() : undefined);
  const output = values.output ?? config.directories?.output;
  return {
    ...config,
    directories: { ...config.directories, ...(output && { output: resolve(output) }) },
    ...(electronDist && { electronDist: resolve(electronDist) }),
  };
}
