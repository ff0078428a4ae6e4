// The measures of a screen of the form, and its parts that are too small, too close or cut off.

/** Text spacing as in WCAG 1.4.12. */
const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';

/** Controls of a kiosk are for fingers at arm's length: { height, inner, tiles, controls, gaps, low }. */
export function measure(page) {
  return page.evaluate(() => {
    const shown = (list) => [...document.querySelectorAll(list)].filter((element) => element.checkVisibility());
    const box = (element) => element.getBoundingClientRect();
    const small = (element) => Math.round(Math.min(box(element).width, box(element).height));
    const tiles = shown('.tiles .b');
    const others = shown('.na .b, main button, .units .b, .many .b, footer button');
    const language = shown('.langs a');
    const all = [...tiles, ...others, ...shown('.langs a')].map(box);
    const gaps = [];
    for (const [n, one] of all.entries()) {
      for (const two of all.slice(n + 1)) {
        const across = Math.max(two.left - one.right, one.left - two.right);
        const down = Math.max(two.top - one.bottom, one.top - two.bottom);
        gaps.push(Math.round(Math.max(across, down)));
      }
    }
    const low = [...tiles, ...shown('.na .b, #skip')].map((element) => box(element).bottom);
    return {
      height: document.documentElement.scrollHeight,
      inner: innerHeight,
      tile: Math.min(...tiles.map(small), 9999),
      control: Math.min(...others.map(small), 9999),
      language: Math.min(...language.map((element) => box(element).height), 9999),
      gap: Math.min(...gaps, 9999),
      low: Math.round(Math.max(...low, 0)),
    };
  });
}

/** The text that is cut off when a person widens the spacing of all text. */
export async function cutOff(page) {
  return page.evaluate((spacing) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(spacing);
    document.adoptedStyleSheets = [sheet];
    const cut = [...document.querySelectorAll('main *, footer *')].filter((element) => {
      if (!element.checkVisibility() || element.closest('.hide, svg, textarea, select')) return false;
      const style = getComputedStyle(element);
      const clips = /hidden|clip/.test(style.overflowX + style.overflowY);
      const over = element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;
      return element.matches('.b, button, .btn, label, legend, p, h1, h2, li') && style.display !== 'inline'
        && over && (clips || element.matches('.b, button, .btn'));
    }).map((element) => `${element.tagName.toLowerCase()}#${element.id}.${element.className}: ${element.textContent.trim().slice(0, 30)}`);
    const width = document.documentElement;
    if (width.scrollWidth > width.clientWidth) cut.push(`page of ${width.scrollWidth} in ${width.clientWidth}`);
    document.adoptedStyleSheets = [];
    return cut;
  }, SPACING);
}
