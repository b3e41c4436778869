import type { ColumnType, Generated } from 'kysely';
import type {
  AcknowledgementEvidenceTable,
  AcknowledgementsTable,
  EvidenceFilesTable,
} from './acknowledgementSchema.ts';
import type { CallTables } from './callSchema.ts';
import type {
  AssessmentsTable,
  AuthorityReportsTable,
  BulletinsTable,
  ChronologyEntriesTable,
  ChronologyImportsTable,
  IncidentClosingsTable,
  JointRosterTable,
  LedgerChangesTable,
  OfficeDutiesTable,
  ReportExportsTable,
} from './ledgerSchema.ts';
import type { AddressReturnsTable, IncomingMailsTable, MailboxMarksTable, MailPlacesTable } from './mailboxSchema.ts';
import type {
  AffectedOfficesTable,
  AttachmentsTable,
  AudienceMembersTable,
  FactsTable,
  FactValuesTable,
  NoticesTable,
  NoticeVersionsTable,
  RecipientsTable,
  TemplatesTable,
} from './noticeSchema.ts';
import type {
  ContactsTable,
  DistinctPairsTable,
  ImportsTable,
  OfficeChangesTable,
  OfficeChecksTable,
  OfficeConflictsTable,
  OfficeCountsTable,
  OfficeMergeMovesTable,
  OfficeMergesTable,
  OfficesTable,
  SavedFiltersTable,
  SavedMappingsTable,
} from './officeSchema.ts';
import type {
  ProcedureChangesTable,
  ProcedureCountsTable,
  ProcedureEventsTable,
  ProcedureKindCountsTable,
  ProcedureMappingsTable,
  ProcedureRulesTable,
  ProceduresTable,
} from './procedureSchema.ts';
import type { AuditCheckpointsTable, ErasuresTable } from './safetySchema.ts';
import type {
  DeliveriesTable,
  DeliveryAttemptsTable,
  DeliveryCountsTable,
  SenderTermsTable,
  SendingsTable,
} from './sendingSchema.ts';

/** Tables as the queries see them. Ids are integers, dates `YYYY-MM-DD`, instants UTC ISO text, booleans 0/1. */
export interface Schema extends CallTables {
  offices: OfficesTable;
  office_counts: OfficeCountsTable;
  office_search: { code: string; key: string };
  office_changes: OfficeChangesTable;
  saved_mappings: SavedMappingsTable;
  saved_filters: SavedFiltersTable;
  contacts: ContactsTable;
  office_checks: OfficeChecksTable;
  office_conflicts: OfficeConflictsTable;
  distinct_pairs: DistinctPairsTable;
  office_merges: OfficeMergesTable;
  office_merge_moves: OfficeMergeMovesTable;
  imports: ImportsTable;
  import_rows: { office_id: number; import_id: number };
  incidents: IncidentsTable;
  incident_branches: { incident_id: number; branch: string };
  affected_offices: AffectedOfficesTable;
  notices: NoticesTable;
  notice_versions: NoticeVersionsTable;
  attachments: AttachmentsTable;
  audience_members: AudienceMembersTable;
  audience_exclusions: { version_id: number; office_id: number; reason: string };
  facts: FactsTable;
  fact_values: FactValuesTable;
  version_facts: { version_id: number; fact_value_id: number };
  templates: TemplatesTable;
  recipients: RecipientsTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
  delivery_counts: DeliveryCountsTable;
  sendings: SendingsTable;
  sender_terms: SenderTermsTable;
  counters: CountersTable;
  acknowledgements: AcknowledgementsTable;
  acknowledgement_evidence: AcknowledgementEvidenceTable;
  evidence_files: EvidenceFilesTable;
  incoming_mails: IncomingMailsTable;
  mail_places: MailPlacesTable;
  mailbox_marks: MailboxMarksTable;
  address_returns: AddressReturnsTable;
  procedures: ProceduresTable;
  chronology_imports: ChronologyImportsTable;
  chronology_entries: ChronologyEntriesTable;
  ledger_changes: LedgerChangesTable;
  bulletins: BulletinsTable;
  bulletin_versions: { bulletin_id: number; version_id: number };
  assessments: AssessmentsTable;
  office_duties: OfficeDutiesTable;
  authority_reports: AuthorityReportsTable;
  authority_report_items: { report_id: number; item: string; state: string; text: string };
  joint_roster: JointRosterTable;
  incident_closings: IncidentClosingsTable;
  report_exports: ReportExportsTable;
  procedure_counts: ProcedureCountsTable;
  procedure_kind_counts: ProcedureKindCountsTable;
  procedure_changes: ProcedureChangesTable;
  procedure_events: ProcedureEventsTable;
  procedure_mappings: ProcedureMappingsTable;
  procedure_rules: ProcedureRulesTable;
  settings: { key: string; value: string };
  audit_events: AuditEventsTable;
  audit_checkpoints: AuditCheckpointsTable;
  erasures: ErasuresTable;
  /** `kind`: office, incident or mail. */
  erasure_items: { erasure_id: number; kind: string; entity_id: number };
}

interface IncidentsTable {
  id: Generated<number>;
  title: string;
  provider: string;
  known_on: string;
  /** 1 once the clerk narrowed it to the branches in `incident_branches`. */
  narrowed: number;
  created_at: string;
  /** Set while the incident is closed. */
  closed_at: string | null;
}

/** Kept by triggers on `recipients`; always equal to the full GROUP BY. */
interface CountersTable {
  version_id: number;
  branch: string;
  delivery_state: string;
  acknowledgement_state: string;
  count: ColumnType<number, number, number>;
}

/** Hash chain over every change; refuses UPDATE and DELETE. No personal data. */
export interface AuditEventsTable {
  seq: Generated<number>;
  at: string;
  clerk: string;
  action: string;
  entity: string;
  entity_id: number | null;
  detail: string;
  prev_hash: string;
  hash: string;
}
