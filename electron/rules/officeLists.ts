import { halfWidth } from './laborNumbers.ts';

/** The channels a notice can take. */
const channels = ['mail', 'fax', 'post', 'phone'] as const;
type NoticeChannel = (typeof channels)[number];

/** The words each channel is written with, after NFKC and in small letters; the first one is what we write. */
const channelNames: Readonly<Record<NoticeChannel, readonly [string, ...string[]]>> = {
  mail: ['メール', 'mail', 'eメール', 'email', 'e-mail', '電子メール'],
  fax: ['FAX', 'fax', 'ファックス', 'ファクス', 'ファクシミリ'],
  post: ['郵送', '郵便', 'post', '手紙'],
  phone: ['電話', 'phone', 'tel', 'でんわ'],
};
const channelOf: ReadonlyMap<string, NoticeChannel> = new Map(
  channels.flatMap((channel) => channelNames[channel].map((name) => [name.toLowerCase(), channel])),
);

const channelPieces = (value: string) =>
  halfWidth(value)
    .toLowerCase()
    .split(/[\s、,→>・/;]+/)
    .filter((word) => word !== '');

/**
 * The order in which notices go to an office, as it is stored: `mail,fax`, each channel once. A value with a word
 * that stands for no channel stays as it is, for `unknownChannels` to name.
 */
export function tidyChannels(value: string): string {
  const found = channelPieces(value).map((word) => channelOf.get(word));
  return found.includes(undefined) ? value : [...new Set(found)].join(',');
}

/** The words of a value that stand for no channel. */
export function unknownChannels(value: string): string[] {
  return channelPieces(value).filter((word) => !channelOf.has(word));
}

/** A stored order of channels in words, as a report writes it and an import reads it back: メール、FAX. */
export function channelWords(value: string): string {
  return channelPieces(value)
    .map((word) => channelNames[channelOf.get(word) ?? 'mail'][0])
    .join('、');
}

/** Most characters of one tag, and most tags of one office. */
const LONGEST_TAG = 40;
const MOST_TAGS = 20;

/**
 * Tags as they are stored: half width, each once, sorted, joined by `; `. They are divided by ; , 、 / and line
 * breaks, but not by ・, which stands inside many a word (卸売・小売).
 */
export function tidyTags(value: string): string {
  return [...new Set(tagsOf(value))].sort().join('; ');
}

/** The single tags of a value. */
export function tagsOf(value: string): string[] {
  return halfWidth(value)
    .split(/[;,、/\n]/)
    .map((tag) => tag.trim().replace(/\s+/g, ' '))
    .filter((tag) => tag !== '');
}

/** What is too much in tidied tags, in words; null when nothing is. */
export function tagExcess(value: string): string | null {
  const tags = tagsOf(value);
  if (tags.length > MOST_TAGS) return `${tags.length}個、上限は${MOST_TAGS}個`;
  const long = tags.find((tag) => tag.length > LONGEST_TAG);
  return long ? `${long.length}文字、上限は${LONGEST_TAG}文字` : null;
}
