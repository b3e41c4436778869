import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrateSqlite } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { engines, type TestStore, temporaryFolder } from '../support/engines.ts';

const AT = `'2026-06-05T00:00:00.000Z'`;
const office = (code: string) => `insert into offices (code, name, kana, branch, postal_code, address, phone, fax, mail,
  contact_name, labor_number, status, updated_at) values ('${code}', '甲', '', '', '', '', '', '', '', '', '', 'entrusted', ${AT})`;
const version = (number: number, hash: string) => `insert into notice_versions
  (notice_id, number, label, subject, body, sha256, updated_at, approved_at, sent_at, approved_by)
  values (1, ${number}, '第${number}報', '件名', '本文', ${hash}, ${AT}, ${hash === 'null' ? 'null' : AT}, null, 'c')`;
const attachment = (versionId: number, content: string) => `insert into attachments
  (version_id, file_name, media_type, bytes, sha256, content)
  values (${versionId}, '別紙.pdf', 'application/pdf', 0, 'aa', ${content})`;

/** Version 1 is approved, version 2 a draft; each has one of everything that belongs to a version. */
const seed = [
  office('1'),
  office('2'),
  `insert into incidents (title, provider, known_on, narrowed, created_at) values ('障害', '某社', '2026-06-05', 0, ${AT})`,
  `insert into notices (incident_id, title, created_at) values (1, 'お知らせ', ${AT})`,
  `insert into facts (incident_id, name, question) values (1, '漏えい', '漏えいはあったか')`,
  `insert into fact_values (fact_id, value, as_of, source, hearsay, at, clerk) values (1, '確認中', '2026-06-05', '', 1, ${AT}, 'c')`,
  version(1, 'null'),
  version(2, 'null'),
];
const belonging = [
  ...[1, 2].map((id) => `insert into version_facts (version_id, fact_value_id) values (${id}, 1)`),
  ...[1, 2].map((id) => `insert into audience_exclusions (version_id, office_id, reason) values (${id}, 2, '廃業')`),
  `insert into audience_members (version_id, office_id, part, code, added_at) values (1, 1, 0, 'A', ${AT})`,
  `update notice_versions set sha256 = 'aa', approved_at = ${AT}, approved_by = 'd' where id = 1`,
];

/** What SQL by hand may not do, on either engine. */
const forbidden = [
  ...[
    `label = 'x'`,
    `subject = 'x'`,
    `body = 'x'`,
    `document_number = 'x'`,
    `dated_on = '2026-06-06'`,
    `supersedes = 2`,
    `audience = '{"kind":"every"}'`,
    `parts = '[{}]'`,
    `review_asked_by = 'x'`,
    `approved_by = null`,
    `approved_at = '2026-06-06'`,
    `updated_at = '2026-06-06'`,
    `written_by = 'x'`,
    `sha256 = null`,
    `sha256 = 'bb'`,
    `number = 3`,
    `id = 9`,
  ].map((set) => `update notice_versions set ${set} where id = 1`),
  `update notice_versions set subject = 'x'`,
  `delete from notice_versions where id = 1`,
  `insert into attachments (version_id, file_name, media_type, bytes, sha256, content)
     select 1, file_name, media_type, bytes, sha256, content from attachments where version_id = 2`,
  `update attachments set file_name = 'x' where version_id = 1`,
  `update attachments set version_id = 2 where version_id = 1`,
  `update attachments set version_id = 1 where version_id = 2`,
  `delete from attachments where version_id = 1`,
  `insert into audience_exclusions (version_id, office_id, reason) values (1, 1, 'x')`,
  `update audience_exclusions set reason = 'x' where version_id = 1`,
  `update audience_exclusions set version_id = 1, office_id = 1 where version_id = 2`,
  `delete from audience_exclusions where version_id = 1`,
  `delete from version_facts where version_id = 1`,
  `update version_facts set version_id = 2 where version_id = 1`,
  `update audience_members set code = 'B'`,
  `update audience_members set part = null`,
  `delete from audience_members`,
  `update fact_values set value = 'x'`,
  `delete from fact_values`,
];

const onSqlite = [
  `insert or replace into notice_versions (id, notice_id, number, label, subject, body, updated_at) values (1, 1, 1, 'x', 'x', 'x', '')`,
  `replace into notice_versions (notice_id, number, label, subject, body, updated_at) values (1, 1, 'x', 'x', 'x', '')`,
  `update or replace notice_versions set number = 1 where id = 2`,
  `update or replace notice_versions set id = 1, notice_id = 1 where id = 2`,
  `replace into attachments (id, version_id, file_name, media_type, bytes, sha256, content) values (1, 2, 'x', '', 0, '', x'')`,
  `update or replace attachments set id = 1 where id = 2`,
  `replace into audience_members (version_id, office_id, part, code, added_at) values (1, 1, null, 'B', '')`,
  `replace into audience_members (version_id, office_id, part, code, added_at) values (2, 1, null, 'A', '')`,
  `replace into fact_values (id, fact_id, value, as_of, source, hearsay, at, clerk) values (1, 1, 'x', '', '', 0, '', '')`,
];
const onPostgres = [
  `truncate attachments`,
  `truncate audience_exclusions`,
  `truncate version_facts`,
  `truncate audience_members`,
  `truncate fact_values cascade`,
  `truncate notice_versions cascade`,
  `insert into audience_members (version_id, office_id, part, code, added_at) values (1, 1, 1, 'A', '')
     on conflict (version_id, office_id) do update set code = 'B'`,
];

describe.each(engines)('an approved version on $engine', ({ engine, open }) => {
  let opened: TestStore;
  const run = (statement: string) => opened.store.write((tx) => sql.raw(statement).execute(tx));
  const everything = async () => {
    const tables = [
      'notice_versions',
      'attachments',
      'audience_members',
      'audience_exclusions',
      'version_facts',
      'fact_values',
    ];
    const found = await Promise.all(
      tables.map((table) => sql.raw(`select * from ${table} order by 1, 2`).execute(opened.store.read)),
    );
    return found.map((each) => each.rows);
  };
  beforeAll(async () => {
    opened = await open();
    const bytes = engine === 'sqlite' ? `x''` : `''`;
    const attachments = [1, 2].map((id) => attachment(id, bytes));
    for (const statement of [...seed, ...attachments, ...belonging]) await run(statement);
  });
  afterAll(() => opened.close());

  const hostile = [...forbidden, ...(engine === 'sqlite' ? onSqlite : onPostgres)];
  it.each(hostile)('refuses: %s', async (statement) => {
    const before = await everything();
    await expect(run(statement)).rejects.toThrow(/frozen|append-only/);
    expect(await everything()).toEqual(before);
  });

  it('may be marked as sent once', async () => {
    await run(`update notice_versions set sent_at = ${AT} where id = 1`);
    await expect(run(`update notice_versions set sent_at = null where id = 1`)).rejects.toThrow('frozen');
    await expect(run(`update notice_versions set sent_at = '2026-06-09' where id = 1`)).rejects.toThrow('frozen');
  });

  it('takes later joiners, each office and each code once', async () => {
    const joins = (officeId: number, code: string) =>
      run(
        `insert into audience_members (version_id, office_id, part, code, added_at) values (1, ${officeId}, null, '${code}', ${AT})`,
      );
    await expect(joins(2, 'A')).rejects.toThrow();
    await joins(2, 'B');
    await expect(joins(2, 'C')).rejects.toThrow();
  });

  it('leaves drafts, and what belongs to them, free', async () => {
    await run(`update notice_versions set subject = 'y', audience = '{"kind":"every"}', parts = '[]' where id = 2`);
    await run(`update attachments set file_name = 'y' where version_id = 2`);
    await run(`delete from attachments where version_id = 2`);
    await run(`update audience_exclusions set reason = 'y' where version_id = 2`);
    await run(`delete from audience_exclusions where version_id = 2`);
    await run(`delete from version_facts where version_id = 2`);
    await run(`delete from notice_versions where id = 2`);
  });
});

describe('a register of the format before', () => {
  it('keeps its approved versions as they were, and they stay frozen', async () => {
    const { folder, remove } = await temporaryFolder();
    const file = join(folder, 'register.sqlite');
    const db = connect(file);
    await migrateSqlite(db, file, folder, migrations.slice(0, 3));
    db.exec(`insert into incidents (title, provider, known_on, narrowed, created_at) values ('障害', '某社', '', 0, '');
      insert into notices (incident_id, title, created_at) values (1, 'お知らせ', '');
      insert into notice_versions (notice_id, number, label, subject, body, sha256, updated_at, approved_at, sent_at)
        values (1, 1, '第1報', '件名', '本文', 'aa', '', '', null)`);
    await migrateSqlite(db, file, folder);
    expect(db.prepare('select body, audience, parts, supersedes, document_number from notice_versions').get()).toEqual({
      ...{ body: '本文', audience: '{"kind":"affected"}', parts: '[]' },
      ...{ supersedes: null, document_number: '' },
    });
    for (const change of [`body = 'x'`, `audience = '{"kind":"every"}'`])
      expect(() => db.exec(`update notice_versions set ${change}`)).toThrow('frozen');
    db.close();
    await remove();
  });
});
