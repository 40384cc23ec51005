/** The template escapes whatever is not its own, and only web addresses become links. */
import { expect, test } from "vitest";
import { html, safeUrl } from "../../../../src/mail/render/html.ts";

test("values are escaped in text and in attributes; fragments nest; null and false vanish", () => {
  const inner = html`<b title="${`"'`}">${"<&>"}</b>`;
  expect(html`<p>${[inner, null, false, 3]}</p>`.markup).toBe(
    `<p><b title="&quot;&#39;">&lt;&amp;&gt;</b>3</p>`,
  );
});

test("an object that only looks like a fragment is refused", () => {
  expect(() => html`${JSON.parse(`{"markup":"<script>"}`)}`).toThrow(TypeError);
});

test.each<[string | null, string | null]>([
  ["https://learn.microsoft.com/entra/", "https://learn.microsoft.com/entra/"],
  ["HTTP://x.example", "http://x.example/"],
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  ["/relative", null],
  [null, null],
])("link %s", (url, wanted) => expect(safeUrl(url)).toBe(wanted));
