// Where the phone is, while somebody takes photos; the photo never waits for it.

let latest = null;
let watching = null;

export function watch() {
  if (watching !== null || !navigator.geolocation) return;
  watching = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      latest = { at: timestamp, coords };
    },
    () => {}, // not allowed or not found: the record says that there is none
    { enableHighAccuracy: true, maximumAge: 60_000, timeout: 20_000 },
  );
}

export function rest() {
  if (watching !== null) navigator.geolocation.clearWatch(watching);
  watching = null;
}

/** Of the last two minutes, else null. */
export function last() {
  if (!latest || Date.now() - latest.at > 120_000) return null;
  const { latitude, longitude, accuracy } = latest.coords;
  return { latitude, longitude, accuracy_m: Math.round(accuracy) };
}
