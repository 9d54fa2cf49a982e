import { describeStatus } from "../statuses.ts";

describeStatus("ListHotspotSessionConfig", 503);
