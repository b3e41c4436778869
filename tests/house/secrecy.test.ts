import { describe, expect, test } from 'vitest';
import { filesLike, textOf } from './sources.ts';

const binary = /\.(png|ico|icns|woff2?|sqlite)$/;
const files = ['**/*', '.*', '.ci/*'].flatMap(filesLike).filter((path) => !binary.test(path));

// The project stands on its own: what it says must hold in every copy of it, on every network.
describe('the project speaks of itself alone', () => {
  test.each([
    ['a folder beside the project', /\.\.\/shared\b|(?<![\w.-])\/work\//],
    ['the host of a package registry', /\bregistry\.\w|\bnpmjs\.\w|\byarnpkg\.\w|\bnpmmirror\.\w/],
    ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY/],
    ['a merge left half done', /^(<{7}|>{7}) /m],
  ])('no file names %s', (_what, pattern) => {
    expect(files.length).toBeGreaterThan(200);
    expect(
      files.flatMap(
        (path) =>
          textOf(path)
            .match(pattern)
            ?.map((found) => `${path}: ${found}`) ?? [],
      ),
    ).toEqual([]);
  });
});
