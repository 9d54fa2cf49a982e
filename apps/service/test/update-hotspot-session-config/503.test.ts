import { describeStatus } from "../statuses.ts";

describeStatus("UpdateHotspotSessionConfig", 503);
