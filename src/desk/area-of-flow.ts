import type { Area } from '../cases/folio.js';

const AREAS: Readonly<Record<string, Area>> = {
  'technical-support': 'tecnica',
  'power-check': 'tecnica',
  reboot: 'tecnica',
  'service-folio': 'tecnica',
  'schedule-visit': 'tecnica',
  cancellation: 'administrativa',
  inquiry: 'administrativa',
  coverage: 'comercial',
  prospect: 'comercial',
};

/** The area whose people go on with a procedure, or null when the procedure belongs to none in particular: its folio tells. */
export const areaOfFlow = (flow: string | null): Area | null => (flow === null ? null : (AREAS[flow] ?? null));
