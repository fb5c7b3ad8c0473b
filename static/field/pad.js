// A pad for a signature: finger, pen or mouse; a line that follows the hand.

import { h } from "./dom.js";

const RATIO = 3;

export function pad(label, changed) {
  const canvas = h("canvas.pad", { role: "img", "aria-label": label, tabindex: 0 });
  canvas.width = 340 * RATIO;
  canvas.height = 152 * RATIO;
  const pen = canvas.getContext("2d");
  let last = null;
  let strokes = 0;

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * canvas.width,
      ((event.clientY - box.top) / box.height) * canvas.height,
    ];
  };

  function clear() {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: "#16222c", lineWidth: 2.4 * RATIO });
    Object.assign(pen, { lineCap: "round", lineJoin: "round" });
    strokes = 0;
    changed?.();
  }

  function line(to) {
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...to);
    pen.stroke();
    last = to;
  }

  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    line(last);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const part of event.getCoalescedEvents?.() ?? [event]) line(at(part));
  });
  const up = () => {
    if (last) strokes += 1;
    last = null;
    changed?.();
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  clear();
  return { canvas, clear, isEmpty: () => strokes === 0 };
}
