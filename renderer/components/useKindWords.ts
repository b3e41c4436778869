import type { Procedure } from '../../electron/contract/procedureShapes.ts';
import type { ProcedureType } from '../../electron/contract/ruleShapes.ts';
import { usePreferences } from '../preferences.ts';

/** What the rule book says of a kind of filing, in the clerk's language. */
export function useKindWords() {
  const isEnglish = usePreferences().language === 'en';
  return {
    nameOf: (kind: Pick<ProcedureType, 'nameJa' | 'nameEn'>) => (isEnglish ? kind.nameEn : kind.nameJa),
    baseEventOf: (kind: ProcedureType) => (isEnglish ? kind.baseEventEn : kind.baseEvent),
    ruleOf: (kind: ProcedureType) => (isEnglish ? kind.ruleEn : kind.ruleJa),
    /** An article named in English has the Japanese one beside it. */
    lawOf: ({ law, lawEn }: ProcedureType) => (isEnglish && lawEn !== law ? `${lawEn} (${law})` : law),
    evidenceOf: (kind: ProcedureType) => (isEnglish ? kind.evidenceEn : kind.evidence),
    noteOf: (kind: ProcedureType) => (isEnglish ? kind.noteEn : kind.note),
    /** The kind of one filing. */
    typeOf: (row: Pick<Procedure, 'typeName' | 'typeNameEn'>) => (isEnglish ? row.typeNameEn : row.typeName),
    /** The way to the due date of one filing. */
    wayOf: (row: Pick<Procedure, 'way' | 'wayEn'>) => (isEnglish ? row.wayEn : row.way),
  };
}
