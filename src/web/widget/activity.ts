/** What Direct Line 3.0 carries, as far as the widget reads or writes it. */
export interface Activity {
  readonly type: string;
  readonly id?: string;
  /** ISO instant, by the server's clock. */
  readonly timestamp?: string;
  readonly from?: { readonly id?: string; readonly name?: string; readonly role?: string };
  readonly text?: string;
  readonly locale?: string;
  readonly replyToId?: string;
  readonly value?: unknown;
  readonly attachments?: readonly Attachment[];
  readonly entities?: readonly unknown[];
  readonly suggestedActions?: { readonly actions?: readonly CardAction[] };
  readonly channelData?: { readonly clientActivityID?: string };
}

export interface Attachment {
  readonly contentType: string;
  readonly contentUrl?: string;
  readonly name?: string;
}

export interface CardAction {
  readonly type: string;
  readonly title: string;
  readonly value?: unknown;
}

/** Degrees, WGS 84. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

export interface ActivitySet {
  readonly activities?: readonly Activity[];
  readonly watermark?: string;
}

export function placeEntity(place: Place): unknown {
  return { type: 'Place', geo: { type: 'GeoCoordinates', latitude: place.latitude, longitude: place.longitude } };
}

/** The first place among an activity's entities, or null. */
export function placeOf(activity: Activity): Place | null {
  for (const entity of activity.entities ?? []) {
    const { type, geo } = (entity ?? {}) as { type?: unknown; geo?: Partial<Place> };
    if (type === 'Place' && typeof geo?.latitude === 'number' && typeof geo.longitude === 'number') {
      return { latitude: geo.latitude, longitude: geo.longitude };
    }
  }
  return null;
}

/** True for a message that a person can see. */
export function isVisible(activity: Activity): boolean {
  return activity.type === 'message' && Boolean(activity.text || activity.attachments?.length || placeOf(activity));
}
