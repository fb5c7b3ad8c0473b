// A phone that still holds records which the server has not confirmed keeps its login.

const UNSENT = ["QUEUED", "SENDING", "FAILED", "LOGIN"];

function read(database, store, user) {
  return new Promise((resolve, reject) => {
    const asked = database
      .transaction(store)
      .objectStore(store)
      .index("user")
      .getAll(IDBKeyRange.only(user));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** True while the phone app holds something unsent of who is logged in. */
export async function isHeldBack() {
  const known = (await indexedDB.databases?.()) ?? [];
  if (!known.some(({ name }) => name === "field-v1")) return false;
  const { user } = await (await fetch("/api/v1/field/ping")).json();
  const database = await new Promise((resolve, reject) => {
    const asked = indexedDB.open("field-v1");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const [drafts, outbox] = await Promise.all(
    ["drafts", "outbox"].map((store) => read(database, store, user)),
  );
  database.close();
  return (
    drafts.some((row) => row.state === "DRAFT") ||
    outbox.some((row) => UNSENT.includes(row.state))
  );
}
