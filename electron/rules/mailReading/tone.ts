// What the words of a reply say about whether it may be taken for a plain confirmation. Only signs that make a person
// look are sought: words that are missed here still stand in the list, and nothing is ever refused by them.

const POSITIVE =
  /(?:確認|拝見|拝読|受領|了解|了承|承知|受信|閲覧)(?:を)?(?:いた|致)?し(?:まし)?た|(?:確認|受領)済|(?:受け取り|届き|読み|見)ました|(?:読|よ)ませていただきました|了解です|承知です|(?:i|we) (?:have )?(?:confirm|read|received)|confirmed|acknowledged/i;

const QUESTION =
  /[?？]|(?:です|ます|ましょう|でしょう|ません|した)か(?:[。、\s]|$)|(?:ご|お)?(?:教示|教え)(?:ください|下さい|願|いただ|頂|て)|(?:ご|お)?(?:質問|問い合わせ|問合せ)(?:です|します|いたします|したい|が(?:あ|ござ))|お聞き(?:し|した)|伺い(?:た|ま)|知りたい|(?:お)?電話(?:を)?(?:ください|下さい|いただ|お願い)|(?:ご)?連絡(?:を)?(?:ください|下さい|お待ち|いただけ)|急い(?:で|だ)|至急|please (?:call|tell|let us know)/im;

const OTHERWISE =
  /(?:確認|拝見|受領|承知|了承|理解|納得|開く(?:こと)?(?:が)?)(?:が|は|も)?(?:(?:でき|出来)(?:ません|ない|ていません|ておりません|かね)|しており(?:ません)|していません|していない|いたしかね|できかね)|(?:まだ|未)(?:確認|読|見て)|(?:届|とど)(?:いて(?:い|お)?(?:ない|ません|りません)|きません|かない)|同意(?:し(?:ません|ない|かね)|でき(?:ません|ない)|いたしかね)|不同意|反対(?:です|いたし|し)|認め(?:ません|られ)|(?:間違|まちが)(?:い|え|って)|誤(?:送信|配信|って)|心当たり(?:が|は)?(?:ない|ありません|ございません)|該当(?:し(?:ません|ない))|退会|脱退|解約|廃業|閉鎖|担当(?:者)?(?:が|は|の)?[^。\n]{0,12}(?:変わ|変更|交代|異動|退職)|(?:配信|送付|送信)(?:を)?(?:停止|不要|止め|やめ)|送らないで|取り消し|撤回|not (?:received|confirm|agree)|(?:can|could)(?:no|n['’])t|unsubscribe|wrong (?:address|office|person)/i;

/** How the words of a reply sound. */
export interface Tone {
  /** It asks something, or asks to be called. */
  question: boolean;
  /** It says in words that the notice was read. */
  positive: boolean;
  /** It says something a confirmation would not: not read, not agreed, wrong address, another person in charge. */
  otherwise: boolean;
}

const plainly = (words: string): string => words.normalize('NFKC').replace(/https?:\S+/g, '');

/** True for words that ask something. */
export const asks = (words: string): boolean => QUESTION.test(plainly(words));

/** How the writer's own words sound. `words` must not hold what is quoted. */
export function toneOf(words: string): Tone {
  const plain = plainly(words);
  return { question: QUESTION.test(plain), positive: POSITIVE.test(plain), otherwise: OTHERWISE.test(plain) };
}
