// The phone's database. Upgrades only ever add: a store that exists is never dropped.

const NAME = "field-v1";
const VERSION = 1;
// Rows belong to a user; what tells of people or places is sealed (lock.js). The bytes
// of files stand apart from what describes them, so that a list reads no photo.
const STORES = ["visits", "drafts", "files", "bytes", "outbox"];
const LOG_ROWS = 500;

export class StorageFull extends Error {}

let opened = null;

export function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      const database = asked.result;
      const missing = (name) => !database.objectStoreNames.contains(name);
      for (const name of STORES.filter(missing))
        database
          .createObjectStore(name, { keyPath: ["user", "id"] })
          .createIndex("user", "user");
      if (missing("settings")) database.createObjectStore("settings");
      if (missing("log")) database.createObjectStore("log", { autoIncrement: true });
    };
    asked.onsuccess = () => {
      // A newer tab wants to upgrade: this one lets go and opens again when asked.
      asked.result.onversionchange = () => {
        asked.result.close();
        opened = null;
      };
      resolve(asked.result);
    };
    asked.onerror = () => reject(faultOf(asked.error));
  });
  opened.catch(() => (opened = null));
  return opened;
}

const faultOf = (error) =>
  error?.name === "QuotaExceededError" ? new StorageFull(error.message) : error;

/** Runs `work(stores…)` in one transaction; resolves when it is on the disk. */
export async function write(names, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    let result;
    try {
      const transaction = database.transaction(names, "readwrite", {
        durability: "strict",
      });
      transaction.oncomplete = () => resolve(result?.result ?? result);
      transaction.onabort = () => reject(faultOf(transaction.error));
      transaction.onerror = (event) => reject(faultOf(event.target.error));
      result = work(...[names].flat().map((name) => transaction.objectStore(name)));
    } catch (error) {
      reject(faultOf(error));
    }
  });
}

async function read(name, ask) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const asked = ask(database.transaction(name).objectStore(name));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(faultOf(asked.error));
  });
}

export const put = (name, row) => write(name, (store) => void store.put(row));
export const get = (name, user, id) => read(name, (store) => store.get([user, id]));
export const remove = (name, user, id) =>
  write(name, (store) => void store.delete([user, id]));
/** All rows of a user, in the order of their ids. */
export const all = (name, user) =>
  read(name, (store) => store.index("user").getAll(IDBKeyRange.only(user)));
export const keysOf = (name, user) =>
  read(name, (store) => store.index("user").getAllKeys(IDBKeyRange.only(user)));

export const setting = (key) => read("settings", (store) => store.get(key));
export const keep = (key, value) =>
  write("settings", (store) => void store.put(value, key));
export const forget = (key) => write("settings", (store) => void store.delete(key));

/** The next of a number that never goes back, from 1. */
export async function next(key) {
  let number;
  await write("settings", (store) => {
    const found = store.get(key);
    found.onsuccess = () => store.put((number = (found.result ?? 0) + 1), key);
  });
  return number;
}

/** For support: what happened and when, never who or where. Loses no work if it fails. */
export async function log(what, detail = "") {
  try {
    await write("log", (store) => {
      store.add({ at: new Date().toISOString(), what, detail: String(detail) });
      const counted = store.count();
      counted.onsuccess = () => {
        let over = counted.result - LOG_ROWS;
        if (over <= 0) return;
        store.openCursor().onsuccess = ({ target }) => {
          if (!target.result || over-- <= 0) return;
          target.result.delete();
          target.result.continue();
        };
      };
    });
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
  }
}

export const logged = () => read("log", (store) => store.getAll());
