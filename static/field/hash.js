// SHA-256 of bytes, and bytes as text.

export const hex = (buffer) =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Of an ArrayBuffer; 64 characters. */
export const sha256 = async (buffer) => hex(await crypto.subtle.digest("SHA-256", buffer));

export function base64(buffer) {
  let text = "";
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}

export const fromBase64 = (text) =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
