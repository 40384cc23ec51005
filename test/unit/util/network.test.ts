import { describe, expect, test } from "vitest";
import {
  createNetworkCheck,
  homeNetwork,
  isLoopback,
  parseNetwork,
  plainAddress,
} from "../../../src/util/network.ts";

describe("a network", () => {
  test.each([
    ["10.0.0.1", { address: "10.0.0.1", prefix: 32, family: "ipv4" }],
    ["10.0.0.0/8", { address: "10.0.0.0", prefix: 8, family: "ipv4" }],
    ["0.0.0.0/0", { address: "0.0.0.0", prefix: 0, family: "ipv4" }],
    ["fd00::1", { address: "fd00::1", prefix: 128, family: "ipv6" }],
    ["fd00::/64", { address: "fd00::", prefix: 64, family: "ipv6" }],
  ])("%s", (text, expected) => {
    expect(parseNetwork(text)).toEqual(expected);
  });

  test.each([
    "",
    "10.0.0",
    "10.0.0.0/33",
    "fd00::/129",
    "10.0.0.0/",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "10.0.0.0/ 8",
    "010.0.0.1",
    "localhost",
    "fe80::1%eth0",
    "*",
  ])("%j is none", (text) => {
    expect(parseNetwork(text)).toBeNull();
  });
});

describe("who is in", () => {
  const isIn = createNetworkCheck([
    "10.0.0.7",
    "192.168.1.77/24",
    "fd00:5::/64",
    "::ffff:172.16.0.1",
    "no network",
  ]);
  test.each([
    ["10.0.0.7", true],
    ["10.0.0.8", false],
    ["192.168.1.1", true],
    ["192.168.2.1", false],
    ["::ffff:192.168.1.1", true],
    ["::FFFF:10.0.0.7", true],
    ["172.16.0.1", true],
    ["fd00:5::abcd", true],
    ["fd00:5:0:1::1", false],
    ["", false],
    ["localhost", false],
  ])("%s: %s", (address, expected) => {
    expect(isIn(address)).toBe(expected);
  });

  test("nobody is in no network", () => {
    expect(createNetworkCheck([])("10.0.0.7")).toBe(false);
  });
});

test.each([
  ["127.0.0.1", true],
  ["127.255.255.254", true],
  ["::1", true],
  ["0:0:0:0:0:0:0:1", true],
  ["::ffff:127.0.0.1", true],
  ["localhost", true],
  ["LocalHost", true],
  ["0.0.0.0", false],
  ["::", false],
  ["128.0.0.1", false],
  ["127.1", false],
  ["localhost.contoso.example", false],
  ["", false],
])("%s is this machine alone: %s", (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

test.each([
  ["::ffff:10.0.0.1", "10.0.0.1"],
  ["fe80::1%eth0", "fe80::1"],
  ["10.0.0.1", "10.0.0.1"],
  ["::ffff:a00:1", "::ffff:a00:1"],
])("%s is written %s", (address, expected) => {
  expect(plainAddress(address)).toBe(expected);
});

test.each([
  ["10.0.0.1", "10.0.0.1"],
  ["::ffff:10.0.0.1", "10.0.0.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:2::9", "2001:db8:1:2::/64"],
  ["2001:db8::5:6", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s belongs to %s", (address, expected) => {
  expect(homeNetwork(address)).toBe(expected);
});
