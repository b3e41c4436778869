export const notices = {
  title: 'お知らせ',
  first: '最初のお知らせを作る',
  firstNote: 'この事案のお知らせはまだありません。ひな形から下書きを作ります。',
  noIncident: '先に事案を登録してください。',
  next: '次の報を作る',
  nextNote: '直前の文面を写した下書きを作ります。',
  state: { draft: '下書き', review: '承認待ち', approved: '承認済', sent: '送付済' },
  openDraft: '下書きを開く',
  read: '文面を読む',
  toSend: '送付へ進む',
  toSending: '送付の進みを見る',
  toAcknowledgements: '確認状況を見る',
  confirmedOf: (confirmed: string, recipients: string) => `確認 ${confirmed} / ${recipients}`,
  progressLabel: (label: string) => `${label}の確認の割合`,
  updatedAt: '更新',
  approvedAt: '承認',
  sentAt: '送付',
  label: '報の名前',
  subject: '件名',
  body: '本文',
  preview: '届くメールの見え方',
  addressee: '〇〇〇〇（事業所名） 御中',
  from: '差出人',
  toLine: '宛先',
  writing: '入力中…',
  saving: '保存しています…',
  savedAt: (time: string) => `下書きを保存しました（${time}）`,
  needBoth: '件名と本文の両方が入ると保存されます。',
  notSaved: '保存できていません。入力はこの画面に残っています。',
  recovered: '前回保存できなかった入力を戻しました。',
  approve: '承認する',
  approveTitle: (label: string) => `${label}を承認しますか`,
  approveNote: '承認した文面は、あとから変えられません。直すときは次の報を作ります。',
  frozen: '承認済の文面です。変えられません。',
  fingerprint: '文面の照合値（SHA-256）',
  send: '送付',
  sendTitle: (label: string) => `${label}の送付`,
  who: '送る相手',
  whoAll: '委託中のすべての事業所',
  whoBranches: (branches: string) => `次の支部の事業所：${branches}`,
  howMany: '件数',
  how: '送り方',
  howMail: '電子メール（事業所ごとに一通ずつ）',
  pace: '速さ',
  perMinute: (n: string) => `1分に ${n}通まで`,
  noLimit: '上限なし',
  estimate: (minutes: string) => `およそ ${minutes}分`,
  withoutAddressNote: 'メールアドレスのない事業所は、送付のあと「宛先なし」の一覧に出ます。',
  alreadySent: 'この報は送付済です。まだ送っていない対象の事業所にだけ送ります。',
  typeNumber: (n: string) => `確かめのため、対象の件数 ${n} を入れてください`,
  typeNumberWrong: (n: string) => `件数が違います。対象は ${n}事業所です。`,
  submitSend: '送付する',
  otherIncident: 'この報は別の事案のものです。画面の上の「事案」で選び直してください。',
  notApproved: 'この報はまだ承認されていません。',
  noMail: 'メールの送信サーバーが設定されていません。',
  toSettings: '設定を開く',
  templateSubject: (title: string) => `【重要】${title}について`,
  templateBody: (title: string, provider: string, date: string) =>
    `平素より格別のご高配を賜り、厚く御礼申し上げます。

当会が利用している「${provider}」で、${title}が発生していることを${date}に確認しました。

1. 現在わかっていること


2. 事業所様へのお願い


3. 今後のご連絡
新しいことがわかり次第、あらためてお知らせします。

このお知らせをお読みになりましたら、お手数ですが、確認した旨をこのメールへの返信、電話または FAX でお知らせください。`,
};
