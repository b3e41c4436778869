import type { authorities as ja } from '../ja/authorities.ts';

export const authorities: typeof ja = {
  ハローワーク: 'Hello Work (employment office)',
  個人情報保護委員会: 'Personal Information Protection Commission',
  労働基準監督署: 'Labour Standards Inspection Office',
  '労働基準監督署（指定医療機関経由）': 'Labour Standards Inspection Office (through the designated clinic)',
  '労働局・労働基準監督署': 'Labour Bureau or Labour Standards Inspection Office',
  労働局長: 'Director of the Labour Bureau',
  '労働局長（監督署・事務組合経由）':
    'Director of the Labour Bureau (through the inspection office and the association)',
  '労働局長（監督署経由）': 'Director of the Labour Bureau (through the inspection office)',
  '年金事務所・健康保険組合': 'Pension office or health insurance society',
  '本人（委託元・委託先）': 'The persons themselves (with client and contractor)',
};
