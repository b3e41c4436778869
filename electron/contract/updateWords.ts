/** Why an update is refused. */
const doubts = {
  signature: {
    ja: '配布元の署名がないか、合いません。',
    en: 'The publisher’s signature is missing or wrong.',
  },
  changed: {
    ja: 'ファイルの中身が、配布元の書いたものと違います。途中で書きかえられたか、壊れています。',
    en: 'The file is not the one the publisher wrote of: it was changed or damaged on the way.',
  },
  older: {
    ja: 'いまの版より新しくありません。',
    en: 'It is no newer than the version in use.',
  },
  otherSystem: {
    ja: 'ほかの種類のパソコンのためのものです。',
    en: 'It is for another kind of computer.',
  },
};
const isDoubt = (reason: unknown): reason is keyof typeof doubts => typeof reason === 'string' && reason in doubts;

/** The sentence for a reason to refuse an update. */
export const doubt = (reason: unknown) => doubts[isDoubt(reason) ? reason : 'signature'];
