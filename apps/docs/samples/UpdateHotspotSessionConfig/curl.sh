CONFIG=019a2b5e7c1d73e89f4a5b6c7d8e9f01

curl --fail-with-body --request PATCH \
  --header "X-Auth-Token: $HOTSPOT_TOKEN" \
  --header "Content-Type: application/json" \
  --data '{"hotspot_session_migration_enable": true, "hotspot_exit_session_num": 4}' \
  "$HOTSPOT_URL/v1/$HOTSPOT_PROJECT_ID/hotspot-session-config/$CONFIG"
