// Bodies that break one rule of the contract each, with the message that names it.

type Case = readonly [name: string, body: unknown, message: string];

/** For the two operations whose body holds both settings. */
export function settingsCases(): readonly Case[] {
  const enable = "hotspot_session_migration_enable";
  const num = "hotspot_exit_session_num";
  const good = { [enable]: true, [num]: 2 };
  return [
    [`no ${enable}`, { [num]: 2 }, `${enable}: is required`],
    [`no ${num}`, { [enable]: true }, `${num}: is required`],
    [`${enable} as text`, { ...good, [enable]: "true" }, `${enable}: must be boolean`],
    [`${enable} as a number`, { ...good, [enable]: 1 }, `${enable}: must be boolean`],
    [`${enable} as null`, { ...good, [enable]: null }, `${enable}: must be boolean`],
    [`${num} below 0`, { ...good, [num]: -1 }, `${num}: must be >= 0`],
    [`${num} above 100`, { ...good, [num]: 101 }, `${num}: must be <= 100`],
    [`${num} with a fraction`, { ...good, [num]: 1.5 }, `${num}: must be integer`],
    [`${num} as text`, { ...good, [num]: "2" }, `${num}: must be integer`],
    [`${num} beyond 2^53`, { ...good, [num]: 2 ** 60 }, `${num}: must be <= 100`],
    ["an unknown property", { ...good, extra: 1 }, "extra: is not a property of this object"],
    [
      "a prototype key",
      `{"${enable}":true,"${num}":2,"__proto__":{"x":1}}`,
      "__proto__: is not a property of this object",
    ],
  ];
}

/** For the two operations whose body holds users, beside the rest of it. */
export function usersCases(rest: object): readonly Case[] {
  const users = (non_migrate_users: unknown) => ({ ...rest, non_migrate_users });
  const ok = { user_id: "a" };
  const long = "x".repeat(129);
  const nul = "must not hold NUL or a lone surrogate";
  return [
    ["users that are no array", users({}), "non_migrate_users: must be array"],
    [
      "1,001 users",
      users(Array.from({ length: 1001 }, (_, index) => ({ user_id: `${index}` }))),
      "non_migrate_users: must NOT have more than 1000 items",
    ],
    ["a user that is no object", users([ok, "b"]), "non_migrate_users[1]: must be object"],
    [
      "a user without id and name",
      users([ok, {}]),
      "non_migrate_users[1]: must have at least one of user_id, user_name",
    ],
    [
      "an unknown property of a user",
      users([{ ...ok, nickname: "x" }]),
      "non_migrate_users[0].nickname: is not a property of this object",
    ],
    [
      "an empty id",
      users([{ user_id: "" }]),
      "non_migrate_users[0].user_id: must NOT have fewer than 1 characters",
    ],
    [
      "an id of 129 characters",
      users([ok, ok, { user_id: long }]),
      "non_migrate_users[2].user_id: must NOT have more than 128 characters",
    ],
    ["an id as a number", users([{ user_id: 7 }]), "non_migrate_users[0].user_id: must be string"],
    [
      "an empty name",
      users([{ user_name: "" }]),
      "non_migrate_users[0].user_name: must NOT have fewer than 1 characters",
    ],
    [
      "a name of 129 characters",
      users([{ user_name: long }]),
      "non_migrate_users[0].user_name: must NOT have more than 128 characters",
    ],
    [
      "a name as null",
      users([{ user_name: null }]),
      "non_migrate_users[0].user_name: must be string",
    ],
    ["NUL in a name", users([{ user_name: "a\0" }]), `non_migrate_users[0].user_name: ${nul}`],
    [
      "half a character",
      users([ok, { user_id: "\ud83d" }]),
      `non_migrate_users[1].user_id: ${nul}`,
    ],
  ];
}
