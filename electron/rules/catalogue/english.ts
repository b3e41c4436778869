/** What the base dates of the house's kinds are, in English; what an association wrote itself stays as it wrote it. */
export const englishBaseEvents: Readonly<Record<string, string>> = {
  '6月1日現在の状況': 'situation on 1 June',
  '7月1日現在の被保険者': 'insured persons on 1 July',
  事態を知った日: 'day the incident became known',
  介護休業終了日: 'end of the family care leave',
  休業した日: 'day of absence from work',
  '作成・変更の日': 'day it was made or changed',
  保険年度: 'insurance year',
  保険年度の終了日: 'end of the insurance year',
  保険関係が消滅した日: 'day the insurance relation ended',
  保険関係成立日: 'day the insurance relation began',
  加入希望日: 'day the cover is to begin',
  協定の有効期間の開始日: 'first day of the agreement',
  受診日: 'day of treatment',
  固定的賃金の変動から3か月目の支払が決まった日: 'day the third payment since the change of fixed wages was settled',
  変更する年度の日: 'a day of the year of the change',
  変更のあった日: 'day of the change',
  変更の予定日: 'planned day of the change',
  延納する保険年度の日: 'a day of the insurance year to be paid in parts',
  最初の支給対象月の初日: 'first day of the first month of benefit',
  災害の日: 'day of the accident',
  '災害の日・休業4日目が決まった日': 'day of the accident, or when a fourth day of absence was settled',
  産前産後休業の終了日: 'end of the maternity leave',
  育児休業等の終了日: 'end of the childcare leave',
  育児休業開始日: 'first day of the childcare leave',
  '被保険者でなくなった日（離職日の翌日）': 'first day no longer insured (the day after leaving)',
  '被扶養者となった日・異動日': 'day of becoming a dependant, or of the change',
  設置日: 'day it was set up',
  資格取得日: 'day the insurance began',
  '資格喪失日（退職なら退職日の翌日）': 'day the insurance ended (the day after retirement)',
  賞与支払日: 'day the bonus was paid',
  転勤の日: 'day of the transfer',
  適用事業所となった日: 'day it became a covered workplace',
};

/** The deadlines in words, what proves a filing and the notes beside it, of the house's kinds. */
export const englishTexts: Readonly<Record<string, string>> = {
  資格取得日の翌日から数えて5日以内: 'within 5 days, counted from the day after the insurance began',
  資格喪失日の翌日から数えて5日以内: 'within 5 days, counted from the day after the insurance ended',
  異動の日の翌日から数えて5日以内: 'within 5 days, counted from the day after the change',
  毎年7月1日から7月10日まで: '1 to 10 July of every year',
  '速やかに（日数の定めなし）': 'promptly (no number of days)',
  支払日の翌日から数えて5日以内: 'within 5 days, counted from the day after the payment',
  '休業中、または終了日から1か月以内': 'during the leave, or within 1 month from its end',
  適用の日の翌日から数えて5日以内: 'within 5 days, counted from the day after it became covered',
  変更の日の翌日から数えて5日以内: 'within 5 days, counted from the day after the change',
  資格取得日の翌月10日まで: 'by the 10th of the month after the insurance began',
  被保険者でなくなった日の翌日から数えて10日以内:
    'within 10 days, counted from the day after the person was no longer insured',
  '資格喪失届に添えて、同じ期限まで': 'with the report of the loss of insured status, by the same day',
  転勤の日の翌日から数えて10日以内: 'within 10 days, counted from the day after the transfer',
  設置日の翌日から数えて10日以内: 'within 10 days, counted from the day after it was set up',
  変更の日の翌日から数えて10日以内: 'within 10 days, counted from the day after the change',
  最初の支給対象月の初日から数えて4か月以内:
    'within 4 months, counted from the first day of the first month of benefit',
  休業開始日から4か月たつ日のある月の末日まで:
    'by the end of the month in which 4 months from the first day of the leave have passed',
  終了日の翌日から2か月たつ日のある月の末日まで:
    'by the end of the month in which 2 months from the day after the leave have passed',
  毎年7月15日まで: 'by 15 July of every year',
  成立日の翌日から数えて10日以内: 'within 10 days, counted from the day after the insurance relation began',
  成立日の翌日から数えて50日以内: 'within 50 days, counted from the day after the insurance relation began',
  '6月1日から40日以内（7月10日まで）': 'within 40 days from 1 June (by 10 July)',
  消滅の日の翌日から数えて50日以内: 'within 50 days, counted from the day after the insurance relation ended',
  '10月31日（事務組合への委託は11月14日）': '31 October (14 November where an association is entrusted)',
  '1月31日（事務組合への委託は2月14日）': '31 January (14 February where an association is entrusted)',
  年度更新と同じく7月10日まで: 'by 10 July, as the annual renewal',
  '期限なし（速やかに）': 'no deadline (promptly)',
  'その都度（2年で時効）': 'each time (lapses after 2 years)',
  '遅滞なく（実務ではおおむね1〜2週間）': 'without delay (1 or 2 weeks in practice)',
  四半期の最後の月の翌月末日まで: 'by the end of the month after the quarter',
  '加入希望日の30日前から前日まで（さかのぼれない）':
    'from 30 days before the cover is to begin until the day before (never backdated)',
  '変更の都度、遅滞なく（希望日の30日前から）': 'at each change, without delay (from 30 days before the day wanted)',
  '毎年3月2日〜3月31日、6月1日〜7月10日': '2 to 31 March and 1 June to 10 July of every year',
  '有効期間が始まる前まで（届け出て初めて効力）': 'before its first day (it counts only once it is filed)',
  '遅滞なく（常時10人以上の事業場）': 'without delay (workplaces of 10 persons or more)',
  '速やかに（目安は知った日から3〜5日以内）': 'promptly (as guidance within 3 to 5 days from the day it became known)',
  知った日を1日目として30日目まで: 'by day 30, the day it became known being day 1',
  '知った日を1日目として60日目まで（規則7条3号の事態）':
    'by day 60, the day it became known being day 1 (the case of Art. 7, item 3)',
  '状況に応じて速やかに（難しければ公表などで代える）':
    'promptly, as the situation allows (where that is hard, by publication or the like)',
  '電子：到達番号（18桁）。紙：受付印の日付、郵便の引受番号。媒体：総括票の受付印':
    'Online: the arrival number (18 digits). Paper: the date of the receipt stamp, or the number of the posting. Disk: the stamp on the summary sheet',
  '電子：到達番号（18桁）。紙：受理印、確認通知書':
    'Online: the arrival number (18 digits). Paper: the stamp of acceptance, or the notice of confirmation',
  '電子：到達番号（18桁）。紙：受付印のある控え': 'Online: the arrival number (18 digits). Paper: the stamped copy',
  報告フォームの受付番号: 'The receipt number of the report form',
  '事実の日を1日目と数える案内もあります。1日早く出すと確かです。届書作成プログラムとGビズIDでも出せます。':
    'Some guidance counts the day of the fact as day 1: filing a day earlier is safe. The report program with a GBizID is another way.',
  '届書作成プログラムとGビズIDでも出せます。': 'The report program with a GBizID is another way.',
  '目安の日数は当会の目印で、法令の期限ではありません。':
    'The number of days is our own reminder, not a deadline of the law.',
  '登録した月に賞与がなければ、賞与不支給報告書を出します。':
    'Without a bonus in the registered month, the report of no bonus is filed.',
  '離職した方が離職票を待っています。先に取り扱ってください。':
    'A person who left is waiting for the certificate. Please handle it first.',
  '2回目からはハローワークが期限を示します。その日を「指定の期限」に入れてください。':
    'From the second claim on Hello Work names the day. Please enter it as the day named by the authority.',
  '期間は6月1日の午前0時に始まるため、6月1日を1日目と数えます。':
    'The period begins at midnight of 1 June, so 1 June counts as day 1.',
  'ふだんから医療機関に紙で出すもので、システムの障害には左右されません。':
    'It goes to the clinic on paper as ever; an outage does not touch it.',
  '2025年から電子申請が原則です。1か月ほど遅れると遅延理由書を求められることがあります。':
    'Online filing is the rule since 2025. About a month late, a statement of the reason may be asked for.',
  '2025年から様式が変わっています。最新の様式を確かめてください。':
    'The form has changed in 2025. Please check for the newest one.',
  '遅れるとその分だけ補償の始まりが遅れ、さかのぼれません。最も先に取り扱ってください。':
    'A delay puts off the cover by as much, and it is never backdated. Please handle it before all others.',
  '受付の始まりの日は年により違う案内があります。':
    'The first day of acceptance is announced differently from year to year.',
  '届け出る前の時間外労働は認められません。閉庁日でも始まりの日は動きません。':
    'Overtime before it is filed is unlawful. A closed day does not move its first day.',
  '目安であり、土日祝も数えます。3日目をめざし、5日目を超えないようにします。':
    'It is guidance, and weekends and holidays count. Aim for day 3, and do not pass day 5.',
  '2026年の改正（公布済み・未施行）で、危険の小さい場合の扱いが変わる見込みです。':
    'The revision of 2026 (promulgated, not in force) is expected to change the cases of small danger.',
};
