import type { OfficeFilter, OfficeNeed } from '../electron/contract/offices.ts';

/** Every need, in the order the screens show them. */
export const officeNeeds = [
  'no_mail',
  'may_not_arrive',
  'shared_mail',
  'fax_changed',
  'wrong_number',
  'unchecked',
  'conflict',
] as const satisfies readonly OfficeNeed[];

/**
 * A filter of offices as one piece of an address, empty when it narrows nothing. The router decodes an address
 * once, and a branch may have any sign in its name: what is encoded here is encoded for that too.
 */
export function officeFilterPath(filter: OfficeFilter): string {
  const query = new URLSearchParams();
  if (filter.search) query.set('search', filter.search);
  if (filter.status) query.set('status', filter.status);
  for (const branch of filter.branches ?? []) query.append('branch', branch);
  for (const tag of filter.tags ?? []) query.append('tag', tag);
  if (filter.need) query.set('need', filter.need);
  return encodeURI(query.toString());
}

/** The filter of a piece of an address, as the router hands it on; what it does not know narrows nothing. */
export function readOfficeFilter(piece: string | undefined): OfficeFilter {
  const query = new URLSearchParams(piece ?? '');
  const filter: OfficeFilter = {};
  const [search, status] = [query.get('search'), query.get('status')];
  const [branches, tags] = [query.getAll('branch'), query.getAll('tag')];
  const need = officeNeeds.find((each) => each === query.get('need'));
  if (search) filter.search = search;
  if (status === 'entrusted' || status === 'released') filter.status = status;
  if (branches.length > 0) filter.branches = branches;
  if (tags.length > 0) filter.tags = tags;
  if (need) filter.need = need;
  return filter;
}
