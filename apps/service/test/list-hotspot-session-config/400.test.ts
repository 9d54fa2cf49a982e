import { describeStatus } from "../statuses.ts";

describeStatus("ListHotspotSessionConfig", 400);
