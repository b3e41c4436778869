export const picks = {
  title: '一件ずつ選ぶ',
  note: '支部で決まる対象に、事業所を一件ずつ加えたり外したりできます。理由は記録に残ります。',
  office: '事業所',
  placeholder: '番号・名前・かな',
  choice: '対象にするか',
  affected: { in: '対象に加える', out: '対象から外す' },
  state: { in: '対象', out: '対象外' },
  reason: '理由',
  reasonPlaceholder: '例：同じ仕組みを使っていないと電話で確認',
  submit: '記録する',
  list: '一件ずつ選んだ事業所',
  none: '一件ずつ選んだ事業所はありません。',
  takeBack: '支部の決まりに戻す',
  takeBackOf: (name: string) => `${name}を支部の決まりに戻す`,
  picked: (name: string, state: string, affected: string) =>
    `${name}を${state}にしました。対象は ${affected}事業所です。`,
  takenBack: (name: string, affected: string) => `${name}は支部の決まりに戻りました。対象は ${affected}事業所です。`,
};
