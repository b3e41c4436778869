import type { AuthorityReport } from '../../../electron/contract/duties.ts';
import { useFormat } from '../../components/dates.ts';
import { useText } from '../../text/index.ts';

/** What a report is called: 個人情報保護委員会 第1報 速報. */
export function useReportName() {
  const text = useText().duties;
  const format = useFormat();
  return ({ authority, authorityName, number, kind, special }: AuthorityReport): string =>
    [
      authorityName || text.authorities[authority],
      text.nth(format.number(number)),
      text.kinds[kind],
      special ? `(${text.specific})` : '',
    ]
      .filter(Boolean)
      .join(' ');
}
