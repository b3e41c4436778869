/** Stands where the answer is to be written; a version that still has it is not finished. */
export const TO_ANSWER = '（回答をご記入ください。）';

const HEADING = '## お寄せいただいたご質問';

/**
 * A draft's text with these questions at its end, each with room for its answer. A section of questions that is
 * there already is added to; a question that stands in it already is not asked twice.
 */
export function withQuestions(body: string, questions: readonly string[]): string {
  const asked = questions.map(asLine).filter((text, at, all) => all.indexOf(text) === at && !body.includes(text));
  if (asked.length === 0) return body;
  const entries = asked.map((text) => `**${text}**\n\n${TO_ANSWER}`).join('\n\n');
  const head = body.includes(HEADING) ? '' : `${HEADING}\n\n`;
  return `${body.trimEnd()}\n\n${head}${entries}\n`.trimStart();
}

/** What was noted at the phone as one line that is no markup and no field. */
const asLine = (text: string): string =>
  `問：${text
    .replace(/[*#{}｛｝|[\]<>`]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()}`;
