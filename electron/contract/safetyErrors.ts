import type { ErrorEntry } from './errorWords.ts';

/** What can be wrong with the register itself, its backups, and the lock of the window. */
export const safetyErrors = {
  register_damaged: {
    status: 503,
    ja: () =>
      '台帳のファイルが壊れています。壊れたファイルはそのまま残してあります。「設定」の控えから戻してください。',
    en: () => 'The register file is damaged. It was left as it is. Please restore a backup under Settings.',
  },
  register_missing: {
    status: 503,
    ja: () => '台帳のファイルが見つかりませんが、控えはあります。控えから戻してください。',
    en: () => 'The register file is not there, but its backups are. Please restore one.',
  },
  backup_damaged: {
    status: 422,
    ja: (p) => `控え「${p.name}」は壊れているため使えません。台帳は変わっていません。ほかの控えを選んでください。`,
    en: (p) => `The backup "${p.name}" is damaged and cannot be used. The register is unchanged. Choose another.`,
  },
  copy_damaged: {
    status: 503,
    ja: () =>
      '台帳に傷みが見つかったため、新しい控えは作りませんでした。前の控えは残っています。「設定」の控えから戻してください。',
    en: () =>
      'The register is damaged, so no new backup was made. The older ones are kept. Please restore one under Settings.',
  },
  passphrase_wrong: {
    status: 422,
    ja: (p) => `「${p.name}」を開けません。合言葉が違うか、ファイルが壊れています。`,
    en: (p) => `"${p.name}" cannot be opened: the passphrase is wrong, or the file is damaged.`,
  },
  passphrase_missing: {
    status: 422,
    ja: () => '二つめの保存先には合言葉が要ります。12文字以上の合言葉を決めて、紙に控えてください。',
    en: () => 'The second place needs a passphrase of at least 12 characters. Choose one and write it down on paper.',
  },
  erase_count: {
    status: 409,
    ja: (p) => `件数が違います。いま消去するのは ${p.records}件です。まだ何も消していません。`,
    en: (p) => `The number does not fit: ${p.records} records would be erased. Nothing has been erased.`,
  },
  locked: {
    status: 423,
    ja: () => '画面に鍵がかかっています。暗証番号を入れてください。入力はそのままです。',
    en: () => 'The window is locked. Enter the PIN. What you typed is still here.',
  },
  pin_wrong: {
    status: 422,
    ja: () => '暗証番号が違います。もう一度入れてください。',
    en: () => 'The PIN is wrong. Please enter it again.',
  },
  pin_wait: {
    status: 429,
    ja: (p) => `暗証番号を続けて間違えたため、あと${p.seconds}秒お待ちください。`,
    en: (p) => `Too many wrong PINs. Please wait ${p.seconds} seconds.`,
  },
  second_place_unusable: {
    status: 422,
    ja: (p) => `保存先「${p.folder}」に書けません。つながっているか、場所の名前が合っているかを確かめてください。`,
    en: (p) => `"${p.folder}" cannot be written to. Check that it is connected and that its path is right.`,
  },
} as const satisfies Record<string, ErrorEntry>;
