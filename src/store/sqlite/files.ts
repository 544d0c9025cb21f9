import type { FileRef, ResumeTicket } from '../store.js';
import type { Connection } from './connection.js';

export type StoredFile = FileRef & { readonly conversation: string; readonly bytes: Uint8Array };

export function saveFile(db: Connection, { id, conversation, name, contentType, size, bytes }: StoredFile, now: number): void {
  db.run(
    'INSERT INTO files (id, conversation, name, content_type, size, at, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)',
    id,
    conversation,
    name,
    contentType,
    size,
    now,
    bytes,
  );
}

export function readFile(db: Connection, id: string): StoredFile | null {
  const row = db.get<[string, string, string, number, Uint8Array]>(
    'SELECT conversation, name, content_type, size, bytes FROM files WHERE id = ?',
    id,
  );
  if (!row) return null;
  const [conversation, name, contentType, size, bytes] = row;
  return { id, conversation, name, contentType, size, bytes };
}

export function saveResume(db: Connection, hash: string, { conversation, user, expiresAt }: ResumeTicket): void {
  db.run('INSERT INTO resumes (hash, conversation, user, expires_at) VALUES (?, ?, ?, ?)', hash, conversation, user, expiresAt);
}

/** Tickets past their time go as well: no job has to sweep them. */
export function useResume(db: Connection, hash: string, now: number, graceMs: number): ResumeTicket | null {
  db.run('DELETE FROM resumes WHERE expires_at <= ?', now);
  const row = db.get<[string, string, number]>('SELECT conversation, user, expires_at FROM resumes WHERE hash = ?', hash);
  if (!row) return null;
  const [conversation, user, expiresAt] = row;
  // The earlier of the two: using it again gives no more time.
  db.run('UPDATE resumes SET expires_at = min(expires_at, ?) WHERE hash = ?', now + graceMs, hash);
  return { conversation, user, expiresAt };
}
