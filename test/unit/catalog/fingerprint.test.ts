import { expect, test } from "vitest";
import { fingerprintOf } from "../../../src/catalog/fingerprint.ts";

const said = "No plutonium for anna@contoso.example (4f1c2d3e-0000-4000-8000-1234567890ab) at 12:03.";

test.each([
  ["another id", said.replace("4f1c2d3e", "99999999")],
  ["another person", said.replace("anna@contoso", "bob.smith@fabrikam")],
  ["another time", said.replace("12:03", "3:07")],
  ["marks of personal data", said.replace("anna@contoso.example", "<pii>anna@contoso.example</pii>")],
  ["a trace id behind it", `${said} Trace ID: 5d1f8e20-4c3b-4a97-9e66-02f7ab9c1d00`],
  ["another case", said.toUpperCase()],
])("%s: the same error", (_name, other) => {
  expect(fingerprintOf("FluxEmpty", other)).toBe(fingerprintOf("fluxempty", said));
});

test.each([
  ["another code", "FluxFull", said],
  ["other words", "FluxEmpty", "No uranium."],
  ["no words", "FluxEmpty", null],
  ["no code", null, said],
])("%s: another error", (_name, code, message) => {
  expect(fingerprintOf(code, message)).not.toBe(fingerprintOf("FluxEmpty", said));
});

test("is short, whatever it is made of", () => {
  for (const message of ["", "a@".repeat(500_000), "\ud800", "9".repeat(1_000_000)]) {
    expect(fingerprintOf(null, message)).toMatch(/^[0-9a-f]{16}$/);
  }
});
