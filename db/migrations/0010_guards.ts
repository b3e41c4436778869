// What the engine itself refuses of the ledger: a filed report and its roster, and what was noted of a change.

const FILED = 'a filed report is frozen';
const NOTED = 'what was noted of a change stays';

interface Guard {
  name: string;
  table: string;
  on: 'insert' | 'update' | 'delete';
  when: string | null;
  says: string;
}

const isFiled = (id: string) =>
  `exists (select 1 from authority_reports as filed where filed.id = ${id} and filed.filed_at is not null)`;

/** A receipt often comes days after the filing, so it and the note may still be written. */
const KEPT = [
  'incident_id',
  'authority',
  'authority_name',
  'kind',
  'special',
  'number',
  'joint',
  'basis',
  'method',
].concat(['filed_on', 'filed_at', 'roster_sha256']);

const kept = (table: string, says: string, when: string | null = null): Guard[] =>
  (['update', 'delete'] as const).map((on) => ({ name: `${table}_kept_${on}`, table, on, when, says }));

const GUARDS: readonly Guard[] = [
  ...kept('ledger_changes', NOTED),
  ...kept('assessments', NOTED),
  ...kept('joint_roster', FILED, isFiled('old.report_id')),
  ...kept('authority_report_items', FILED, isFiled('old.report_id')),
  ...(['joint_roster', 'authority_report_items'] as const).map(
    (table): Guard => ({ name: `${table}_closed`, table, on: 'insert', when: isFiled('new.report_id'), says: FILED }),
  ),
  {
    name: 'authority_reports_kept_update',
    table: 'authority_reports',
    on: 'update',
    when: `old.filed_at is not null and (${KEPT.map((c) => `new.${c} is distinct from old.${c}`).join(' or ')})`,
    says: FILED,
  },
  {
    name: 'authority_reports_kept_delete',
    table: 'authority_reports',
    on: 'delete',
    when: 'old.filed_at is not null',
    says: FILED,
  },
];

/** The triggers of one engine. */
export function ledgerGuards(engine: 'sqlite' | 'postgres'): string[] {
  return GUARDS.flatMap(({ name, table, on, when, says }) =>
    engine === 'sqlite'
      ? [
          `create trigger ${name} before ${on} on ${table} ${when ? `when ${when}` : ''}
            begin select raise(abort, '${says}'); end`,
        ]
      : [
          `create function ${name}() returns trigger language plpgsql as $$ begin
            if ${when ?? 'true'} then raise exception '${says}'; end if;
            return ${on === 'delete' ? 'old' : 'new'}; end $$`,
          `create trigger ${name} before ${on} on ${table} for each row execute function ${name}()`,
        ],
  );
}
