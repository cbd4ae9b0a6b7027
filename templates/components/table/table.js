// Makes a table, or another box that scrolls, a stop of the keyboard only while some of it is out of sight.
export default function table(root) {
  const fit = () => {
    const padding = parseFloat(getComputedStyle(root).paddingInlineEnd);
    if (root.scrollWidth - root.clientWidth > padding) root.tabIndex = 0;
    else root.removeAttribute("tabindex");
  };
  new ResizeObserver(fit).observe(root);
}
