// Remembers ticked boxes on this device, by their words. Without it the list works as on paper.
export default function checklist(root) {
  const words = (box) => box.closest("label").textContent.trim();
  const key = `checklist:${location.pathname}:${root.querySelector("legend").textContent.trim()}`;
  let ticked;
  try {
    ticked = new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch {
    return;
  }
  for (const box of root.querySelectorAll("input")) {
    box.checked = ticked.has(words(box));
    box.addEventListener("change", () => {
      ticked[box.checked ? "add" : "delete"](words(box));
      try {
        localStorage.setItem(key, JSON.stringify([...ticked]));
      } catch {
        // A full or forbidden storage leaves a list that works as on paper.
      }
    });
  }
}
