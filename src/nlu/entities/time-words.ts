/** Time words of Spanish and English, folded. Where a day has a part, the hour is when that part begins: the earliest that the words allow. */
export const PARTS: Readonly<Record<string, number>> = {
  madrugada: 0,
  manana: 6,
  temprano: 6,
  mediodia: 12,
  tarde: 12,
  noche: 19,
  morning: 6,
  noon: 12,
  midday: 12,
  afternoon: 12,
  evening: 18,
  night: 19,
};

/** Days before today, and the hour. */
export const DAYS: Readonly<Record<string, readonly [days: number, hour: number]>> = {
  'antes de ayer': [2, 0],
  anteayer: [2, 0],
  antier: [2, 0],
  antenoche: [2, 19],
  ayer: [1, 0],
  anoche: [1, 19],
  hoy: [0, 0],
  'the day before yesterday': [2, 0],
  'day before yesterday': [2, 0],
  yesterday: [1, 0],
  'last night': [1, 19],
  today: [0, 0],
};

/** ISO weekday. */
export const WEEKDAYS: Readonly<Record<string, number>> = {
  lunes: 1,
  martes: 2,
  miercoles: 3,
  jueves: 4,
  viernes: 5,
  sabado: 6,
  domingo: 7,
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
};

export const MONTHS: readonly string[] = [
  'enero|january',
  'febrero|february',
  'marzo|march',
  'abril|april',
  'mayo|may',
  'junio|june',
  'julio|july',
  'agosto|august',
  'septiembre|setiembre|september',
  'octubre|october',
  'noviembre|november',
  'diciembre|december',
];

/** Unit -> minutes. */
export const UNITS: Readonly<Record<string, number>> = {
  min: 1,
  mins: 1,
  minuto: 1,
  minutos: 1,
  minute: 1,
  minutes: 1,
  h: 60,
  hr: 60,
  hrs: 60,
  hora: 60,
  horas: 60,
  hour: 60,
  hours: 60,
  dia: 1440,
  dias: 1440,
  day: 1440,
  days: 1440,
  noche: 1440,
  noches: 1440,
  nights: 1440,
  semana: 10_080,
  semanas: 10_080,
  week: 10_080,
  weeks: 10_080,
  mes: 43_200,
  meses: 43_200,
  month: 43_200,
  months: 43_200,
};

/** The words of a table as alternatives of a pattern, the longest first. */
export const anyOf = (words: readonly string[]): string => [...words].sort((a, b) => b.length - a.length).join('|');
