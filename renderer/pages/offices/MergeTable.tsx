import type { OfficeField } from '../../../electron/contract/offices.ts';
import type { Outputs } from '../../api/client.ts';
import { useText } from '../../text/index.ts';
import { officeGroups } from './officeGroups.ts';
import { useShownValue } from './shownValue.ts';

type Office = Outputs['duplicates']['compare']['kept'];

interface Props {
  kept: Office;
  dropped: Office;
  /** Fields whose value comes from the dropped office. */
  taken: ReadonlySet<OfficeField>;
  onTake: (field: OfficeField, fromDropped: boolean) => void;
}

/** Of two entries' tags all stay; every other field holds one of two values. */
const joinedTags = (one: string, other: string) =>
  [...new Set([one, other].flatMap((tags) => tags.split('; ')))]
    .filter((tag) => tag !== '')
    .sort()
    .join('; ');

const fields = officeGroups.flatMap((group) => group.fields);

/** Field by field, what both have and what will stand. Only what differs asks for a choice. */
export function MergeTable({ kept, dropped, taken, onTake }: Props) {
  const text = useText();
  const words = text.duplicates;
  const known = fields.filter((field) => kept[field] !== '' || dropped[field] !== '');
  return (
    <table className="table merge-table" aria-label={words.result}>
      <colgroup>
        <col style={{ width: '150px' }} />
        <col />
        <col />
        <col style={{ width: '26%' }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.kept(kept.code)}</th>
          <th scope="col">{words.dropped(dropped.code)}</th>
          <th scope="col">{words.result}</th>
        </tr>
      </thead>
      <tbody>
        {known.map((field) => (
          <FieldRow key={field} field={field} kept={kept} dropped={dropped} taken={taken} onTake={onTake} />
        ))}
      </tbody>
    </table>
  );
}

function FieldRow({ field, kept, dropped, taken, onTake }: Props & { field: OfficeField }) {
  const text = useText();
  const shown = useShownValue();
  const name = text.offices.field[field];
  const differs = kept[field] !== dropped[field];
  const chooses = differs && field !== 'code' && field !== 'tags';
  const fromDropped = taken.has(field);
  const chosen = (fromDropped ? dropped : kept)[field];
  const stands = field === 'tags' ? joinedTags(kept.tags, dropped.tags) : chosen;
  const cell = (office: Office, isDropped: boolean) =>
    chooses ? (
      <label className="merge-choice">
        <input
          type="radio"
          name={`merge-${field}`}
          aria-label={`${text.duplicates.choiceOf(name)}: ${shown(field, office[field])}`}
          checked={fromDropped === isDropped}
          onChange={() => onTake(field, isDropped)}
        />
        <span>{shown(field, office[field])}</span>
      </label>
    ) : (
      shown(field, office[field])
    );
  return (
    <tr data-differs={differs}>
      <th scope="row">{name}</th>
      <td>{cell(kept, false)}</td>
      <td>{cell(dropped, true)}</td>
      <td className="merge-result">{shown(field, stands)}</td>
    </tr>
  );
}
