/** What every notice about an incident answers; a new incident begins with these. Migration 4 gave them to older ones. */
export const incidentQuestions = [
  { name: '漏えい', question: '情報の漏えいはあったか' },
  { name: 'マイナンバー', question: 'マイナンバーは含まれるか' },
  { name: '復旧', question: 'いつ復旧するか' },
  { name: '報告', question: '事業所が自ら報告するか' },
] as const;
