const LABELLED = /\b(?:cp|c\.p\.?|codigo postal|postal|zip|zip code)[ :.#]{0,3}(?:es |is )?(\d{5})(?!\d)/;
const BARE = /(?<![\d+-])(\d{5})(?![\d-])/;

/** A Mexican postal code. Without its label it counts only where an address is `asked` for. */
export const findPostalCode = (text: string, asked: boolean): string | null =>
  LABELLED.exec(text)?.[1] ?? (asked ? BARE.exec(text)?.[1] : null) ?? null;
