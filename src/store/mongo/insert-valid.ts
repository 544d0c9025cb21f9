import type { Model } from 'mongoose';

/** Inserts all that are not there yet. @throws before anything is sent when the schema refuses one; with code 11000 when some were there. */
export async function insertValid<D>(model: Model<D>, documents: readonly D[]): Promise<void> {
  for (const document of documents) await new model(document).validate();
  await model.insertMany([...documents], { ordered: false, lean: true });
}

export const isDuplicate = (error: unknown): boolean => (error as { readonly code?: unknown } | null)?.code === 11_000;
