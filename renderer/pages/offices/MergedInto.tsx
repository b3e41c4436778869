import { Link } from 'wouter';
import { to } from '../../routes.ts';
import { useText } from '../../text/index.ts';
import type { OfficeDetails } from './useOfficeEdit.ts';

/** A double's page: what it was is still here, what it has become stands elsewhere. */
export function MergedInto({ office }: { office: OfficeDetails['mergedInto'] }) {
  const text = useText().duplicates;
  if (!office) return null;
  return (
    <p role="status" className="note" data-tone="warn">
      {text.mergedInto(`${office.code} ${office.name}`)} <Link href={to.office(office.id)}>{text.toKept}</Link>
    </p>
  );
}
