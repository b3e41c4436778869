import type { OfficeField } from '../../../electron/contract/offices.ts';
import { useText } from '../../text/index.ts';
import { useShownValue } from './shownValue.ts';
import { Tags } from './Tags.tsx';

/** One fact of an office: tags each on its own, labour insurance numbers one to a line with their kind. */
export function FactValue({ field, value }: { field: OfficeField; value: string }) {
  const shown = useShownValue();
  if (field === 'tags') return <Tags value={value} />;
  if (field === 'laborNumber') return value.split('; ').map((number) => <LaborNumber key={number} number={number} />);
  return shown(field, value);
}

const kinds = {
  '0': 'unified',
  '1': 'unified',
  '2': 'employment',
  '3': 'employment',
  '4': 'forestry',
  '5': 'construction',
  '6': 'office',
  '8': 'solo',
} as const;
const isKind = (digit: string): digit is keyof typeof kinds => Object.hasOwn(kinds, digit);

/** The last digit of the 基幹番号 (the 11th of 14) tells what kind of business the number is for. */
function LaborNumber({ number }: { number: string }) {
  const text = useText().offices.laborKind;
  const digits = number.normalize('NFKC').replace(/\D/g, '');
  const digit = digits.length === 14 ? digits.charAt(10) : '';
  return (
    <span className="labor-number">
      {number} {isKind(digit) && <span className="dim">{text[kinds[digit]]}</span>}
    </span>
  );
}
