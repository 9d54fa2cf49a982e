hotspot config list --limit 100
