import { describeStatus } from "../statuses.ts";

describeStatus("CreateHotspotSessionConfig", 403);
