import type { Connection } from './connection.js';

/** Gives back what a process that is gone had taken to work on. Only for one that knows that it is alone. */
export function endLeases(db: Connection): void {
  db.exec(`
    BEGIN IMMEDIATE;
    UPDATE conversations SET lease_until = 0 WHERE pending > 0 AND lease_until > 0;
    UPDATE conversations SET outbox_at = 0
      WHERE n IN (SELECT conversation FROM messages WHERE status IN ('queued', 'sending') AND status = 'sending');
    UPDATE calls SET due_at = created_at, lease_node = NULL WHERE lease_node IS NOT NULL;
    COMMIT`);
}
