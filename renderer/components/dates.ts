import { type DateForm, type Language, usePreferences } from '../preferences.ts';

const locales = { ja: 'ja-JP', en: 'en-GB' } as const;
const weekdays = { ja: '日月火水木金土', en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] } as const;
const eraDate = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: 'UTC' });
const japanParts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** A Japan date (`YYYY-MM-DD`) as 2026-06-05(金) or 令和8年6月5日. */
function formatDate(date: string, form: DateForm, language: Language): string {
  const day = new Date(`${date}T00:00:00Z`);
  if (form === 'era') return eraDate.format(day);
  const weekday = weekdays[language][day.getUTCDay()];
  return language === 'ja' ? `${date}(${weekday})` : `${date} (${weekday})`;
}

/** The Japan date and the wall-clock time in Japan of an instant. */
export function inJapan(instant: string): { date: string; time: string } {
  const [date = '', time = ''] = japanParts.format(new Date(instant)).split(' ');
  return { date, time };
}

/** How this clerk reads dates, times and numbers. */
export function useFormat() {
  const { dateForm, language } = usePreferences();
  const date = (value: string) => formatDate(value, dateForm, language);
  return {
    date,
    /** Date and time in Japan. */
    instant: (value: string) => {
      const japan = inJapan(value);
      return dateForm === 'era' ? `${date(japan.date)} ${japan.time}` : `${japan.date} ${japan.time}`;
    },
    /** Day of the month and time in Japan, for dense lists of recent things. */
    moment: (value: string) => {
      const japan = inJapan(value);
      const [, month, day] = japan.date.split('-').map(Number);
      return `${month}/${day} ${japan.time}`;
    },
    time: (value: string) => inJapan(value).time,
    number: (value: number) => value.toLocaleString(locales[language]),
    /** Things side by side in one line. */
    list: (items: readonly string[]) => items.join(language === 'ja' ? '・' : ', '),
    /** Seconds as whole minutes, rounded up. */
    minutes: (seconds: number) => Math.ceil(seconds / 60).toLocaleString(locales[language]),
  };
}
