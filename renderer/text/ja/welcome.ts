export const welcome = {
  title: 'Todoke へようこそ',
  lead: '事業所へのお知らせと、確認の記録を一つにまとめます。どちらから始めますか。',
  practice: '練習用のデータで試す',
  practiceNote: '架空の事業所 1,200件が入った台帳を開きます。どこにも送信されません。',
  practiceWait: '練習用の台帳を準備しています。しばらくお待ちください。',
  empty: '空の台帳で始める',
  emptyNote: '会の名前と担当を入れて、事業所の一覧を取り込みます。',
  association: '会の名前',
  clerk: '担当の名前',
  start: '始める',
};
