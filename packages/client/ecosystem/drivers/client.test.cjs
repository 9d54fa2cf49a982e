// For Jest, which runs CommonJS by default.

const { createHotspotClient, HotspotError } = require("@hotspot-session/client");
const { maxPageLimit } = require("@hotspot-session/types");

const options = { baseUrl: "MOCK_URL", projectId: "p" };

test("the client calls by token, and signs", async () => {
  const byToken = createHotspotClient({ ...options, token: "t" });
  expect((await byToken.configs.list({ limit: maxPageLimit })).items).toHaveLength(1);
  const auth = { accessKey: "AK", secretKey: "SK" };
  const signing = createHotspotClient({ ...options, auth });
  expect((await signing.configs.list()).items).toHaveLength(1);
  await expect(byToken.configs.list({ limit: 1000 })).rejects.toBeInstanceOf(HotspotError);
});
