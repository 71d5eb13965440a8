// Where somebody was writing: remembered while a button beside the paper is pressed, and gone back to
// afterwards, moved along with what was changed before it.

let place;

const isCoarse = matchMedia("(pointer: coarse)"); // a keyboard would cover half the screen

document.addEventListener("focusout", ({ target }) => {
  if (target instanceof HTMLTextAreaElement && target.closest("#paper")) {
    const { id, selectionStart: start, selectionEnd: end, value } = target;
    place = { id, start, end, value };
  }
});

// An offset in `old` as one in `now`.
function moved(offset, old, now) {
  const shortest = Math.min(old.length, now.length);
  let same = 0;
  while (same < shortest && old[same] === now[same]) same += 1;
  if (offset <= same) return offset;
  return Math.max(same, offset + now.length - old.length);
}

export function goBack() {
  const field = place && document.getElementById(place.id);
  if (!field || isCoarse.matches) return;
  const [start, end] = [place.start, place.end].map((at) => moved(at, place.value, field.value));
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
}
