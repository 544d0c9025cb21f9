/** A name as it is compared: without accents, in small letters, without spaces around it. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
