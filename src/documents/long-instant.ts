const OPTIONS: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'medium', hourCycle: 'h23' };

/** An instant to the second in the provider's time zone, with the name of that zone: `24 de noviembre de 2026, 11:00:00 (America/Mexico_City)`. */
export const longInstant = (language: string, timeZone: string, iso: string): string =>
  `${new Intl.DateTimeFormat(language, { ...OPTIONS, timeZone }).format(new Date(iso))} (${timeZone})`;

/** A day (YYYY-MM-DD) with its year: `4 de diciembre de 2026`. */
export const longDay = (language: string, date: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
