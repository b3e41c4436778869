import type { DeliveryChannel } from '../contract/deliveries.ts';
import type { DeliveryCause } from '../contract/deliveryCauses.ts';

/** Why a delivery failed, as the reports say it. */
export const causeWords: Record<DeliveryCause, string> = {
  unknown_address: '宛先が見つからない',
  unknown_domain: '宛先の会社側が見つからない',
  mailbox_full: '相手の受信箱がいっぱい',
  mailbox_closed: '相手の受信箱が止められている',
  too_large: '添付が大きすぎる',
  content_refused: '内容を理由に断られた',
  sender_refused: '差出人を理由に断られた',
  too_many: '送りすぎと見なされた',
  login_refused: '送信サーバーに入れない',
  encryption: '安全な接続ができない',
  no_connection: 'サーバーにつながらない',
  server_trouble: 'サーバーの一時的な不調',
  gave_up: '48時間試しても届かない',
  other: 'そのほかの理由',
  busy: '話し中',
  no_answer: '応答なし',
  wrong_number: '番号違い',
  declined: '断られた',
  returned_unknown: '宛て所不明で戻った',
  returned_refused: '受取拒否で戻った',
  returned_kept: '保管期間切れで戻った',
  not_arrived: '届いていないと確かめた',
};

export const channelWords: Record<DeliveryChannel, string> = {
  mail: 'メール',
  fax: 'FAX',
  post: '郵送',
  phone: '電話',
};
