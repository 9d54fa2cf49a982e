hotspot config create --migration on --exit-sessions 2
