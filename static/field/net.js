// The way to the server: what counts as an answer, and what as no network.

import { appVersion } from "./words.js";

const BASE = "/api/v1/field/";
const SILENCE = 30_000;
const PRODUCT = "lien-nganh";

/** No usable answer: cut off, silent for 30 s, or somebody else's page. */
export class NoNetwork extends Error {}

/** The server refused; `problem` is its application/problem+json. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem?.detail || problem?.title || String(status));
    this.status = status;
    this.code = problem?.code ?? "";
    this.problem = problem ?? {};
  }
}

/**
 * One request. XHR, because it alone tells that bytes still go out: only silence
 * ends it, never a slow link. `size` hears how much has come in or gone out.
 */
function ask(method, path, { body = null, headers = {}, progress = null } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), SILENCE);
    };
    const cut = () => {
      clearTimeout(timer);
      reject(new NoNetwork(path));
    };
    request.open(method, path.startsWith("/") ? path : BASE + path);
    request.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(headers))
      request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      alive();
      progress?.(event.loaded);
    };
    request.onprogress = (event) => {
      alive();
      if (method === "GET") progress?.(event.loaded);
    };
    request.onerror = request.onabort = cut;
    request.onload = () => {
      clearTimeout(timer);
      resolve(request);
    };
    alive();
    request.send(body);
  });
}

function understood(request) {
  const kind = request.getResponseHeader("Content-Type") ?? "";
  const isJson = /^application\/(problem\+)?json\b/.test(kind);
  let answer = null;
  if (isJson)
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      throw new NoNetwork("broken answer");
    }
  // A login page, a portal of the network, a proxy's own error page: not our server.
  if (!isJson && request.status < 500 && request.status !== 413)
    throw new NoNetwork("not ours");
  if (request.status >= 200 && request.status < 300) return answer;
  throw new Refusal(request.status, answer);
}

/** Who answers: `{user, name, app, time}`; raises NoNetwork when it is not ours. */
export async function ping() {
  const sent = Date.now();
  const request = await ask("GET", "ping", { headers: { "Cache-Control": "no-cache" } });
  if (request.status !== 200) throw new NoNetwork("ping");
  const answer = understood(request);
  if (answer?.product !== PRODUCT) throw new NoNetwork("ping");
  const offset = Date.parse(answer.time) - (sent + Date.now()) / 2;
  return { ...answer, offset: Math.round(offset), outdated: isBelow(answer.app.oldest) };
}

const isBelow = (oldest) => Number(appVersion) < Number(oldest);

/** The answer and how many bytes it had. */
export async function get(path, progress) {
  const request = await ask("GET", path, { progress });
  const length = Number(request.getResponseHeader("Content-Length"));
  return { answer: understood(request), size: length || request.responseText.length };
}

/** Asked anew for each run: Django changes the token at login. */
export const token = async () => (await get("csrf")).answer.token;

export async function put(path, body, csrf, { type = "application/json", progress } = {}) {
  const headers = { "X-CSRFToken": csrf, "Content-Type": type };
  const sent = type === "application/json" ? JSON.stringify(body) : body;
  return understood(await ask("PUT", path, { body: sent, headers, progress }));
}

/** The office's own logout; raises when it did not happen. */
export async function logOut() {
  const request = await ask("POST", "/logout/", {
    headers: { "X-CSRFToken": await token() },
  });
  if (request.status >= 400) throw new Refusal(request.status, null);
}
