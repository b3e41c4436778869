import type { MailSettings } from '../contract/settings.ts';

/** The fictional incident and what the fictional association writes about it. */
export const practiceAssociation = 'ひのもり労働保険事務組合';
export const practiceClerk = '山本';
const practiceSender = 'jimukyoku@example.jp';

/** Mail settings as an association has them. The server does not exist; practice mail goes to the catcher. */
export const practiceMail: MailSettings = {
  host: 'mail.example.jp',
  port: 587,
  security: 'starttls',
  from: practiceSender,
  perMinute: 0,
};

export const practiceIncident = {
  title: '給与クラウド障害',
  provider: 'ひので給与クラウド株式会社',
} as const;

export const practiceNotice = '給与クラウドの障害と手続きへの影響';

export const practiceVersions = [
  {
    subject: '【第1報】給与クラウドの障害による手続きの遅れについて',
    body: `{{#担当者名}}{{担当者名}}様には、{{/}}いつもお世話になっております。ひのもり労働保険事務組合です。

当組合が利用しているひので給与クラウド株式会社のシステムが、障害のため使えなくなっています。原因は同社が調べており、復旧の見込みはまだ分かっていません。

## 影響
・社会保険と雇用保険の電子申請ができません。
・お預かりした勤怠と給与の資料は、当組合の控えから確かめられます。
・お預かりした情報が外へ出たという連絡は、今のところ受けていません。

## お願い
・入社、退社、出産など、急ぐ手続きがあればお電話でお知らせください。紙の届書で先に進めます。
・新しい資料は、メールではなくFAXか郵送でお送りください。

このお知らせを受け取られたら、電話、FAX、メールのいずれかで「確認した」とお知らせください。お手元の確認番号は {{確認番号}} です。
分かったことがあれば、続けてお知らせします。

お問い合わせは事務局（電話 03-0000-9000、FAX 03-0000-9001）へどうぞ。
`,
  },
  {
    subject: '【第2報】給与クラウドの障害：復旧の見込みと、お急ぎの手続きについて',
    body: `{{#担当者名}}{{担当者名}}様には、{{/}}いつもお世話になっております。ひのもり労働保険事務組合です。
第1報の後に分かったことをお知らせします。

## 変わったこと
・ひので給与クラウド株式会社から、サーバーへの不正なアクセスが原因だったと連絡がありました。
・復旧は今月末の見込みとのことです。
・情報が外へ出たかどうかは調査中です。出ていないとは、まだ言えません。

## 報告について
個人情報保護委員会への報告は、当組合が委託事業所の皆さまと連名で行う用意をしています。連名に差し支えがあるときはお知らせください。

## 手続きについて
・離職票と資格取得届を先に、紙の届書で進めています。
・期限を過ぎる手続きがある事業所には、担当者から別にお電話します。

{{#遅延あり}}
{{事業所名}}様の手続きで、期限を過ぎているものは次のとおりです。

{{遅延手続一覧}}

{{/}}

第1報を確認された事業所も、この第2報について改めて「確認した」とお知らせください。

お問い合わせは事務局（電話 03-0000-9000、FAX 03-0000-9001）へどうぞ。
`,
  },
] as const;

/** What a clerk jots down beside an acknowledgement; most often nothing. */
export const practiceNotes = [
  '',
  '',
  '',
  '',
  '折り返しの電話で確認',
  '担当者が不在のため社長が確認',
  '急ぐ手続きなし',
] as const;

/** 𠮷 (U+20BB7) is in many people's names and in no Japanese Windows code page. */
export const unwritableName = '𠮷野 恵';
